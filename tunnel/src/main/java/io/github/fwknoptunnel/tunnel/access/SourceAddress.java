package io.github.fwknoptunnel.tunnel.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** Which of this machine's addresses its packets to somewhere carry. */
final class SourceAddress {
  private SourceAddress() {}

  /** Asks the routing table; sends nothing. Empty where there is no route. */
  static Optional<InetAddress> towards(InetSocketAddress target) {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.connect(target);
      return Optional.of(((InetSocketAddress) channel.getLocalAddress()).getAddress());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
