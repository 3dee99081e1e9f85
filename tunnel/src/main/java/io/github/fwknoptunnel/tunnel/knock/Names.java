package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name resolution with failures that tell a missing name from a name without IPv4. Blocks. */
final class Names {
  private Names() {}

  static List<InetAddress> all(String host) throws OpenException {
    try {
      return List.of(InetAddress.getAllByName(ascii(host)));
    } catch (UnknownHostException e) {
      throw new OpenException(new OpenFailure.NameNotResolved(host));
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
  static Inet4Address ipv4(String host) throws OpenException {
    return allIpv4(host).getFirst();
  }

  /** The IPv4 addresses in their order, at least one. */
  static List<Inet4Address> allIpv4(String host) throws OpenException {
    List<Inet4Address> addresses =
        all(host).stream()
            .filter(Inet4Address.class::isInstance)
            .map(Inet4Address.class::cast)
            .distinct()
            .toList();
    if (addresses.isEmpty()) {
      throw new OpenException(new OpenFailure.NoIpv4Address(host));
    }
    return addresses;
  }
}
