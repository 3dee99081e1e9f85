package io.github.fwknoptunnel.cli.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** The pipes that this process has, by the system's names; one whose both ends it has is one. */
  static Set<String> pipes() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .map(TcpPair::target)
          .filter(name -> name.startsWith("pipe:"))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // It was the one that lists the directory.
    }
  }

  /** Those that were not there {@code before}. */
  static Set<String> pipesSince(Set<String> before) throws IOException {
    Set<String> since = new HashSet<>(pipes());
    since.removeAll(before);
    return since;
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
