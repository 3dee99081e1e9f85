package io.github.fwknoptunnel.spa.net;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;

/** Resolves names. Blocks. */
public final class HostResolver {
  private HostResolver() {}

  /** All addresses in their order, at least one. */
  public static List<InetAddress> resolveAll(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(ascii(host)));
  }

  /** The IPv4 addresses in their order, each once; none if the name has others only. */
  public static List<InetAddress> resolveIpv4(String host) throws UnknownHostException {
    return resolve(host, Inet4Address.class::isInstance);
  }

  /** Those of the addresses that are {@code wanted}, in their order, each once; may be none. */
  public static List<InetAddress> resolve(String host, Predicate<InetAddress> wanted)
      throws UnknownHostException {
    return resolveAll(host).stream().filter(wanted).distinct().toList();
  }

  /** The name as DNS knows it; {@link InetAddress} does not convert it. */
  public static String ascii(String host) {
    try {
      return host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return host;
    }
  }
}
