package io.github.fwknoptunnel.spa.net;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name resolution. Blocks. */
public final class HostResolver {
  private HostResolver() {}

  /** All addresses in their order, at least one. */
  public static List<InetAddress> resolveAll(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(ascii(host)));
  }

  /** The IPv4 addresses in their order, each once; none if the name has others only. */
  public static List<InetAddress> resolveIpv4(String host) throws UnknownHostException {
    return resolveAll(host).stream().filter(Inet4Address.class::isInstance).distinct().toList();
  }

  /** The name as DNS knows it; {@link InetAddress} looks up the letters as they are. */
  private static String ascii(String host) {
    try {
      return host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return host;
    }
  }
}
