package io.github.fwknoptunnel.tunnel.soak;

import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it gets until the client ends, on a thread for each connection. */
final class EchoPeer implements AutoCloseable {
  private final ServerSocket server = Peers.server();

  EchoPeer() throws IOException {
    Thread.ofPlatform().name("echo").daemon().start(this::acceptAll);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        // Nobody came for a while, or the soak is over.
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
    } catch (IOException e) {
      // A fault of the network, or a client that resets: both are part of the load.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
