package io.github.fwknoptunnel.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets, to any number of clients. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket socket;

  EchoServer() throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  String port() {
    return Integer.toString(socket.getLocalPort());
  }

  /** A local port on which nothing listens. */
  static String closedPort() throws IOException {
    try (EchoServer gone = new EchoServer()) {
      return gone.port();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> echo(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The other side reset it, as some tests do.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
