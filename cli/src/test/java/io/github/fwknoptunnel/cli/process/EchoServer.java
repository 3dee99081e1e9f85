package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets, to any number of clients. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket socket;

  EchoServer() throws IOException {
    this(InetAddress.getLoopbackAddress(), 0);
  }

  /** At an address of this machine. */
  EchoServer(InetAddress address, int port) throws IOException {
    this.socket = new ServerSocket(port, 50, address);
    Thread.ofVirtual().start(this::acceptAll);
  }

  String port() {
    return Integer.toString(socket.getLocalPort());
  }

  /** A local port on which nothing listens. */
  static String closedPort() throws IOException {
    return Integer.toString(ReservedPort.next().getPort());
  }

  /** A client of a local port. */
  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  static void assertEchoes(Socket socket) throws IOException {
    socket.getOutputStream().write(7);
    assertEquals(7, socket.getInputStream().read());
  }

  /** The same through a connection of its own. */
  static void assertEchoes(int port) throws IOException {
    try (Socket socket = connect(port)) {
      assertEchoes(socket);
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
