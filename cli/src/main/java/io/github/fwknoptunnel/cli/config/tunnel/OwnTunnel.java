package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.OwnAddresses;
import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** A tunnel to its own listener: each connection would make another one, without end. */
final class OwnTunnel {
  private OwnTunnel() {}

  /** Refuses it. Looks a name up only where the two ports are the same. */
  static void refuse(SocketAddress bind, TunnelConfig.HostAndPort target) throws CliException {
    if (bind instanceof InetSocketAddress local
        && local.getPort() == target.port()
        && local.getAddress() != null
        && reaches(target.host(), local.getAddress())) {
      throw CliException.config(
          "the tunnel would connect to itself: " + target,
          "name another host, or another local port");
    }
  }

  private static boolean reaches(String host, InetAddress listener) {
    return HostList.of(host).names().stream()
        .flatMap(OwnTunnel::addresses)
        .anyMatch(address ->
            address.equals(listener)
                || (listener.isAnyLocalAddress() && OwnAddresses.contain(address)));
  }

  private static Stream<InetAddress> addresses(String name) {
    try {
      return Stream.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      return Stream.of(); // Reported when a client connects.
    }
  }
}
