package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.time.Duration;

/**
 * A TCP connection with the packet as all its data, for networks that let no UDP out. Nothing is
 * read. That the server took the connection says nothing about the packet.
 *
 * @param connectTimeout at least a millisecond
 */
public record TcpTransport(Duration connectTimeout) implements SpaTransport {
  public TcpTransport {
    SingleSegmentSender.check(connectTimeout);
  }

  /** Waits five seconds for a connection. */
  public TcpTransport() {
    this(SingleSegmentSender.CONNECT_TIMEOUT);
  }

  @Override
  public void send(SpaPacket packet, SpaServer server) throws IOException {
    SingleSegmentSender.send(packet.toBytes(), server.socketAddress(), connectTimeout);
  }
}
