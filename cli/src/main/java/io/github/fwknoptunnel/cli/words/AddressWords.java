package io.github.fwknoptunnel.cli.words;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Addresses as people write them. */
public final class AddressWords {
  private AddressWords() {}

  /** The same, or a path; a client of a local socket has no name. */
  public static String of(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress port -> of(port);
      case UnixDomainSocketAddress file when file.getPath().toString().isEmpty() ->
          "a local client";
      case UnixDomainSocketAddress file -> file.getPath().toString();
      default -> address.toString();
    };
  }

  /** {@code 127.0.0.1:6000}, {@code [::1]:6000} or {@code name:6000}; looks nothing up. */
  public static String of(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
