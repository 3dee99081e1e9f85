package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Carries a packet as the payload of one UDP datagram: what servers expect by default. Thread-safe.
 *
 * @param sourcePort local port to send from, 0 for any. The reference client ignores its own {@code
 *     -S} here
 */
public record UdpTransport(int sourcePort) implements SpaTransport {
  /** Checks the source port. */
  public UdpTransport {
    if (sourcePort < 0 || sourcePort > Ports.MAX) {
      throw new IllegalArgumentException("source port " + sourcePort);
    }
  }

  /** Sends from any local port. */
  public UdpTransport() {
    this(0);
  }

  @Override
  public void send(SpaPacket packet, SpaServer server) throws IOException {
    try (DatagramChannel channel = Channels.datagram(server.address())) {
      if (sourcePort != 0) {
        channel.bind(new InetSocketAddress(sourcePort));
      }
      channel.send(ByteBuffer.wrap(packet.toBytes()), server.socketAddress());
    }
  }
}
