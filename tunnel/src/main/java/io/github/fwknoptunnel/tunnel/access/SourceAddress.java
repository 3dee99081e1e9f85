package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.Channels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** Finds the address of this machine from which packets to a destination are sent. */
final class SourceAddress {
  private SourceAddress() {}

  /** Asks the routing table; sends nothing. Empty where there is no route. */
  static Optional<InetAddress> towards(InetSocketAddress target) {
    try (DatagramChannel channel = Channels.datagram(target.getAddress())) {
      channel.connect(target);
      return Optional.of(((InetSocketAddress) channel.getLocalAddress()).getAddress());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
