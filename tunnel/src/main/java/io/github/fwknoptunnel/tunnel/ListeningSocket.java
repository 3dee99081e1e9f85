package io.github.fwknoptunnel.tunnel;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Where clients come in, open. Closing it takes away what others see of it. */
sealed interface ListeningSocket extends Closeable
    permits LocalSocket, GivenSocket, ListeningSocket.Port {
  /**
   * The default of 50 makes a burst of connects wait for repeated SYNs: 44 s for 3,000, measured.
   */
  int BACKLOG = 4096;

  /**
   * Listens.
   *
   * @param address of TCP, where port 0 takes any free one, or of the file system
   */
  static ListeningSocket open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress file
        ? LocalSocket.open(file.getPath(), BACKLOG)
        : Port.open((InetSocketAddress) address);
  }

  ServerSocketChannel channel();

  /** Waits for the next client. */
  default SocketChannel accept() throws IOException {
    return channel().accept();
  }

  SocketAddress address();

  /** A TCP port. */
  record Port(ServerSocketChannel channel, InetSocketAddress address) implements ListeningSocket {
    private static Port open(InetSocketAddress address) throws IOException {
      // An IPv6 socket on 0.0.0.0 would take clients of both families.
      ServerSocketChannel opened =
          address.getAddress() instanceof Inet4Address
              ? ServerSocketChannel.open(StandardProtocolFamily.INET)
              : ServerSocketChannel.open();
      try {
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        opened.bind(address, BACKLOG);
        return new Port(opened, (InetSocketAddress) opened.getLocalAddress());
      } catch (IOException e) {
        opened.close();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
