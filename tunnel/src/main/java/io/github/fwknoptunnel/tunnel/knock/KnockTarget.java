package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.net.HostResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The port to knock at. A value: immutable and thread-safe.
 *
 * @param host as the user named it
 * @param address what the name stands for in this opening: knock and connection use the same one
 * @param port of the service behind the port
 * @param connection number of the connection that asked first
 */
public record KnockTarget(String host, InetAddress address, int port, long connection) {
  /**
   * What a name stands for now: a target for each of its IPv4 addresses, in their order, at least
   * one. Servers open their firewalls for nothing else. Blocks while the name is looked up.
   *
   * @throws ConnectFailedException if the name is not known, or has IPv6 addresses only
   */
  public static List<KnockTarget> resolve(String host, int port, long connection)
      throws ConnectFailedException {
    return ipv4(host).stream()
        .map(address -> new KnockTarget(host, address, port, connection))
        .toList();
  }

  /** The addresses alone. */
  static List<InetAddress> ipv4(String host) throws ConnectFailedException {
    try {
      List<InetAddress> addresses = HostResolver.resolveIpv4(host);
      if (addresses.isEmpty()) {
        throw new ConnectFailedException(new ConnectFailure.NoIpv4Address(host));
      }
      return addresses;
    } catch (UnknownHostException e) {
      throw new ConnectFailedException(new ConnectFailure.NameNotResolved(host));
    }
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }
}
