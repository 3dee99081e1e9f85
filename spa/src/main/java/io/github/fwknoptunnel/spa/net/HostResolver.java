package io.github.fwknoptunnel.spa.net;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Resolves names. Blocks. */
public final class HostResolver {
  private HostResolver() {}

  /** Those of the addresses that are {@code wanted}, in their order, each once; may be none. */
  public static List<InetAddress> resolve(String host, Predicate<InetAddress> wanted)
      throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(ascii(host))).filter(wanted).distinct().toList();
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
