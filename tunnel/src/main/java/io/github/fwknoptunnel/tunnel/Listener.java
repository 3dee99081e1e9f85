package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.net.Channels;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening socket. Closing it removes what other processes see of it. */
sealed interface Listener extends Closeable
    permits UnixListener, InheritedListener, Listener.TcpListener {
  /**
   * The default of 50 makes a burst of connects wait for repeated SYNs: 44 s for 3,000, measured.
   */
  int BACKLOG = 4096;

  /** Listens at a port of TCP, where 0 takes any free one, or at a file. */
  static Listener open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress file
        ? UnixListener.open(file.getPath(), BACKLOG)
        : TcpListener.open((InetSocketAddress) address);
  }

  ServerSocketChannel channel();

  /** Waits for the next client. */
  default SocketChannel accept() throws IOException {
    return channel().accept();
  }

  SocketAddress address();

  /** A TCP port. */
  record TcpListener(ServerSocketChannel channel, InetSocketAddress address) implements Listener {
    private static TcpListener open(InetSocketAddress address) throws IOException {
      ServerSocketChannel opened = Channels.listening(address.getAddress());
      try {
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        opened.bind(address, BACKLOG);
        return new TcpListener(opened, (InetSocketAddress) opened.getLocalAddress());
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
