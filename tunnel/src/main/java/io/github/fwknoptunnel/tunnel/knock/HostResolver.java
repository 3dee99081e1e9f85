package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailure;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name resolution with failures that tell a missing name from a name without IPv4. Blocks. */
final class HostResolver {
  private HostResolver() {}

  static List<InetAddress> resolveAll(String host) throws ConnectFailedException {
    try {
      return List.of(InetAddress.getAllByName(ascii(host)));
    } catch (UnknownHostException e) {
      throw new ConnectFailedException(new ConnectFailure.NameNotResolved(host));
    }
  }

  /** The name as DNS knows it; {@link InetAddress} looks up the letters as they are. */
  private static String ascii(String host) {
    try {
      return host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return host;
    }
  }

  /** The first IPv4 address: servers hear and open IPv4 only. */
  static InetAddress resolveIpv4(String host) throws ConnectFailedException {
    return resolveAllIpv4(host).getFirst();
  }

  /** The IPv4 addresses in their order, at least one. */
  static List<InetAddress> resolveAllIpv4(String host) throws ConnectFailedException {
    List<InetAddress> addresses =
        resolveAll(host).stream().filter(Inet4Address.class::isInstance).distinct().toList();
    if (addresses.isEmpty()) {
      throw new ConnectFailedException(new ConnectFailure.NoIpv4Address(host));
    }
    return addresses;
  }
}
