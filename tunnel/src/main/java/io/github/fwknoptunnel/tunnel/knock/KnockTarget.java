package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.net.HostResolver;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The target of a knock. Immutable.
 *
 * @param host as the user named it
 * @param address the resolved address; the knock and the connection must use the same one
 * @param port of the service, 1 to 65535
 * @param connection number of the connection that started the attempt
 */
public record KnockTarget(String host, InetAddress address, int port, long connection) {
  /** The family of the addresses that are used. */
  public enum Family {
    /** IPv4 only, as fwknopd requires it. */
    IPV4,
    /** IPv6 only, for servers that support it. */
    IPV6,
    /** Both; the first address of the name service comes first, then the families alternate. */
    ANY;

    /**
     * {@return whether an address belongs to this family}
     *
     * @param address any
     */
    public boolean includes(InetAddress address) {
      return this == ANY || (this == IPV6) == address instanceof Inet6Address;
    }

    /**
     * {@return the family of an address, not {@link #ANY}}
     *
     * @param address any
     */
    public static Family of(InetAddress address) {
      return address instanceof Inet6Address ? IPV6 : IPV4;
    }
  }

  /**
   * Resolves a name to its addresses of a family. Blocks.
   *
   * @param host name or address
   * @param port of the service, 1 to 65535
   * @param connection number of the connection that starts the attempt
   * @param family the addresses to use; the server must support it
   * @return a target for each address, in the order in which they are tried; at least one
   * @throws ConnectFailedException if the name is not known, or has no address of the family
   */
  public static List<KnockTarget> resolve(String host, int port, long connection, Family family)
      throws ConnectFailedException {
    return addresses(host, family).stream()
        .map(address -> new KnockTarget(host, address, port, connection))
        .toList();
  }

  /** The addresses alone. */
  static List<InetAddress> addresses(String host, Family family) throws ConnectFailedException {
    try {
      List<InetAddress> addresses = HostResolver.resolve(host, family::includes);
      if (addresses.isEmpty()) {
        throw new ConnectFailedException(ConnectFailure.noAddress(host, family));
      }
      return family == Family.ANY ? alternating(addresses) : addresses;
    } catch (UnknownHostException e) {
      throw new ConnectFailedException(new ConnectFailure.NameNotResolved(host));
    }
  }

  /** Else a name with several dead addresses of one family would never get to the other. */
  static List<InetAddress> alternating(List<InetAddress> addresses) {
    Family first = Family.of(addresses.getFirst());
    Deque<InetAddress> others = new ArrayDeque<>();
    addresses.stream().filter(address -> !first.includes(address)).forEach(others::add);
    if (others.isEmpty()) {
      return addresses;
    }
    List<InetAddress> inOrder = new ArrayList<>();
    for (InetAddress address : addresses) {
      if (first.includes(address)) {
        inOrder.add(address);
        if (!others.isEmpty()) {
          inOrder.add(others.removeFirst());
        }
      }
    }
    inOrder.addAll(others);
    return inOrder;
  }

  /** {@return the address and port to connect to} */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }
}
