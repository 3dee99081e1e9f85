package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.time.Duration;

/**
 * Carries a packet as the only data of a TCP connection, for networks that block UDP. Nothing is
 * read. A successful connection does not mean that the server accepted the packet. Thread-safe.
 *
 * @param connectTimeout at least a millisecond
 */
public record TcpTransport(Duration connectTimeout) implements SpaTransport {
  /** Checks the timeout. */
  public TcpTransport {
    SingleSegmentSender.check(connectTimeout);
  }

  /** Waits at most five seconds for the connection. */
  public TcpTransport() {
    this(SingleSegmentSender.CONNECT_TIMEOUT);
  }

  @Override
  public void send(SpaPacket packet, SpaServer server) throws IOException {
    SingleSegmentSender.send(packet.toBytes(), server.socketAddress(), connectTimeout);
  }
}
