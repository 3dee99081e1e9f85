package io.github.fwknoptunnel.cli.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A connection: the end under test, which does not block, and its peer. */
record TcpPair(SocketChannel near, Socket far) implements AutoCloseable {
  static TcpPair open() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      SocketChannel near = SocketChannel.open(server.getLocalSocketAddress());
      near.configureBlocking(false);
      return new TcpPair(near, server.accept());
    }
  }

  /** Waits for bytes, an end or an error. */
  void awaitReadable() throws IOException {
    try (Selector selector = Selector.open()) {
      near.register(selector, SelectionKey.OP_READ);
      selector.select();
    }
  }

  /** Ends of pipes that this process has. */
  static long pipes() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(TcpPair::isPipe).count();
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
    } catch (IOException e) {
      return false; // It was the one that lists the directory.
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
