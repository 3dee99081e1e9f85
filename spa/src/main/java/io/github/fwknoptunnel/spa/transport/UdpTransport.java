package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
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
    if (sourcePort < 0 || sourcePort > 65535) {
      throw new IllegalArgumentException("source port " + sourcePort);
    }
  }

  /** Sends from any local port. */
  public UdpTransport() {
    this(0);
  }

  @Override
  public void send(SpaPacket packet, SpaServer server) throws IOException {
    try (DatagramChannel channel = open(server.address() instanceof Inet6Address)) {
      if (sourcePort != 0) {
        channel.bind(new InetSocketAddress(sourcePort));
      }
      channel.send(ByteBuffer.wrap(packet.toBytes()), server.socketAddress());
    }
  }

  private static DatagramChannel open(boolean six) throws IOException {
    try {
      return DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    } catch (UnsupportedOperationException e) {
      SocketException noIpv6 = new SocketException("this machine has no IPv6");
      noIpv6.initCause(e);
      throw noIpv6;
    }
  }
}
