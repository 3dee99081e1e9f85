package io.github.fwknoptunnel.cli.words;

import java.net.InetSocketAddress;

/** Addresses as people write them. */
public final class AddressWords {
  private AddressWords() {}

  /** {@code 127.0.0.1:6000}, {@code [::1]:6000} or {@code name:6000}; looks nothing up. */
  public static String of(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
