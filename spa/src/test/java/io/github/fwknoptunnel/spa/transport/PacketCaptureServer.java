package io.github.fwknoptunnel.spa.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A port of this machine that takes connections and never says a word. */
final class PacketCaptureServer implements AutoCloseable {
  private final ServerSocketChannel port;

  PacketCaptureServer() throws IOException {
    port = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
  }

  /** This port under a name that nobody could look up. */
  SpaServer server(String name) throws IOException {
    return new SpaServer(name, loopback(), number());
  }

  int number() throws IOException {
    return ((InetSocketAddress) port.getLocalAddress()).getPort();
  }

  /** All that the next client sent: in one piece, and then it closed. */
  String caught() throws IOException {
    try (SocketChannel client = port.accept()) {
      ByteBuffer piece = ByteBuffer.allocate(4096);
      client.read(piece);
      assertEquals(-1, client.read(ByteBuffer.allocate(1)), "the client closes after one piece");
      return new String(piece.array(), 0, piece.position(), StandardCharsets.US_ASCII);
    }
  }

  static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }

  @Override
  public void close() throws IOException {
    port.close();
  }
}
