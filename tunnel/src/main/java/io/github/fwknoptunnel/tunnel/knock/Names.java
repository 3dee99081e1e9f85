package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name resolution with failures that tell a missing name from a name without IPv4. Blocks. */
final class Names {
  private Names() {}

  static List<InetAddress> all(String host) throws OpenException {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new OpenException(new OpenFailure.NameNotResolved(host));
    }
  }

  /** The first IPv4 address: servers hear and open IPv4 only. */
  static Inet4Address ipv4(String host) throws OpenException {
    return all(host).stream()
        .filter(Inet4Address.class::isInstance)
        .map(Inet4Address.class::cast)
        .findFirst()
        .orElseThrow(() -> new OpenException(new OpenFailure.NoIpv4Address(host)));
  }
}
