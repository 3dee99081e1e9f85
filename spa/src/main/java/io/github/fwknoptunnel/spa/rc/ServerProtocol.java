package io.github.fwknoptunnel.spa.rc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The value of {@code SPA_SERVER_PROTO} and {@code -P}: how a packet is carried. */
public enum ServerProtocol {
  /** UDP, the default. */
  UDP,
  /** A TCP connection. */
  TCP,
  /** An HTTP request. */
  HTTP,
  /** UDP with a forged source; not supported. */
  UDPRAW,
  /** TCP with a forged source; not supported. */
  TCPRAW,
  /** ICMP; not supported. */
  ICMP;

  /**
   * Finds a protocol by its name.
   *
   * @param name such as {@code udp}, in any case
   * @return the protocol, or empty if there is none of this name
   */
  public static Optional<ServerProtocol> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(p -> p.toString().equals(lower)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
