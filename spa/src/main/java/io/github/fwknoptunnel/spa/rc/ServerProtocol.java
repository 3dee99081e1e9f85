package io.github.fwknoptunnel.spa.rc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code SPA_SERVER_PROTO} and {@code -P} can be. */
public enum ServerProtocol {
  UDP,
  TCP,
  HTTP,
  UDPRAW,
  TCPRAW,
  ICMP;

  /** Finds a protocol by its name, in any case. */
  public static Optional<ServerProtocol> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(p -> p.toString().equals(lower)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
