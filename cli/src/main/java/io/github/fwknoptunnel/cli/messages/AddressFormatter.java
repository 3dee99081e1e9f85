package io.github.fwknoptunnel.cli.messages;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Addresses as people write them. */
public final class AddressFormatter {
  private AddressFormatter() {}

  /** The same, or a path; a client of a Unix-domain socket has no name. */
  public static String of(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress port -> of(port);
      case UnixDomainSocketAddress file when file.getPath().toString().isEmpty() ->
          "a local client";
      case UnixDomainSocketAddress file -> file.getPath().toString();
      default -> address.toString();
    };
  }

  /** The same for where a tunnel listens: the JDK does not tell the name of an abstract socket. */
  public static String listening(SocketAddress address) {
    return isAbstract(address) ? "an abstract socket" : of(address);
  }

  /** Whether it is a Unix-domain socket that no path leads to. */
  public static boolean isAbstract(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress file && file.getPath().toString().isEmpty();
  }

  /** As RFC 5952 has it: the longest run of two or more zeros is left out. */
  private static String compressed(InetAddress address) {
    String[] parts = address.getHostAddress().split("%", 2);
    String text = ":" + parts[0] + ":";
    for (int zeros = 8; zeros > 1; zeros--) {
      String run = ":" + "0:".repeat(zeros);
      if (text.contains(run)) {
        int at = text.indexOf(run);
        String before = text.substring(Math.min(1, at), at);
        String behind = text.substring(at + run.length());
        String shown = before + "::" + behind.replaceFirst(":$", "");
        return parts.length > 1 ? shown + "%" + parts[1] : shown;
      }
    }
    return address.getHostAddress();
  }

  /** {@code 127.0.0.1:6000}, {@code [::1]:6000} or {@code name:6000}; resolves nothing. */
  public static String of(InetSocketAddress address) {
    String host =
        address.getHostString().contains(":") && !address.isUnresolved()
            ? compressed(address.getAddress())
            : address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
