package io.github.fwknoptunnel.tunnel.entry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings the host of a target into the form that rules are compared with: a name in lower case
 * without a trailing dot, or an address.
 */
public final class TargetHost {
  private static final int MAX_NAME = 253;
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

  /**
   * Resolvers take "10.1", "0x7f000001" and "2130706433" for addresses. Here only four decimal
   * numbers are one, so that no rule about addresses is evaded.
   */
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private TargetHost() {}

  /**
   * Reads a name or an address. No name is looked up.
   *
   * @param text IPv6 addresses with or without brackets
   * @return empty for what cannot be a host, and for the unspecified address
   */
  public static Optional<String> parse(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      return ipv6(host.substring(1, host.length() - 1));
    }
    if (host.contains(":")) {
      return ipv6(host);
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (IPV4.matcher(name).matches()) {
      return literal(name);
    }
    boolean valid =
        name.length() <= MAX_NAME
            && NAME.matcher(name).matches()
            && !ENDS_IN_NUMBER.matcher(name).matches();
    return valid ? Optional.of(name) : Optional.empty();
  }

  private static Optional<String> ipv6(String text) {
    return IPV6.matcher(text).matches() && text.contains(":") ? literal(text) : Optional.empty();
  }

  private static Optional<String> literal(String address) {
    return lookedUp(address).flatMap(TargetHost::of);
  }

  /** The form of an address. Empty for the unspecified one, which would lead to this machine. */
  static Optional<String> of(InetAddress address) {
    return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address.getHostAddress());
  }

  /** Reads an address, also the unspecified one: the network of all has it as its base. */
  static Optional<InetAddress> parseAddress(String text) {
    String address = text.toLowerCase(Locale.ROOT);
    boolean six = address.contains(":") && IPV6.matcher(address).matches();
    return six || IPV4.matcher(address).matches() ? lookedUp(address) : Optional.empty();
  }

  /** The address, if {@code host} is one in this form. */
  public static Optional<InetAddress> address(String host) {
    return host.contains(":") || IPV4.matcher(host).matches() ? lookedUp(host) : Optional.empty();
  }

  /** Only for address literals: a name would be looked up. */
  private static Optional<InetAddress> lookedUp(String address) {
    try {
      return Optional.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
