package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * One datagram with the packet as its payload: what servers expect by default.
 *
 * @param sourcePort local port to send from, 0 for any; the reference client ignores its own {@code
 *     -S} here
 */
public record UdpTransport(int sourcePort) implements SpaTransport {
  public UdpTransport {
    if (sourcePort < 0 || sourcePort > 65535) {
      throw new IllegalArgumentException("source port " + sourcePort);
    }
  }

  public UdpTransport() {
    this(0);
  }

  @Override
  public void send(SpaPacket packet, SpaServer server) throws IOException {
    boolean six = server.address() instanceof Inet6Address;
    try (DatagramChannel channel =
        DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET)) {
      if (sourcePort != 0) {
        channel.bind(new InetSocketAddress(sourcePort));
      }
      channel.send(ByteBuffer.wrap(packet.toBytes()), server.socketAddress());
    }
  }
}
