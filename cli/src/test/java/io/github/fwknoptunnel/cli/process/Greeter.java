package io.github.fwknoptunnel.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends each client its name and ends the connection. */
final class Greeter implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  Greeter(String name) throws IOException {
    Thread.ofVirtual().start(() -> serve(name));
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve(String name) {
    try {
      while (true) {
        try (Socket client = socket.accept()) {
          client.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
