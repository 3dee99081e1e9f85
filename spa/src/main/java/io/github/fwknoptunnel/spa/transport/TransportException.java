package io.github.fwknoptunnel.spa.transport;

import java.io.IOException;

/** A packet that was not sent because the way would spoil it. The network was not at fault. */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What would have spoiled it. */
  public enum Reason {
    /** The HTTP request is longer than servers look; the detail is its length in bytes. */
    REQUEST_TOO_LONG,
    /** The server's name cannot stand in an HTTP request; the detail is the name. */
    NAME_NOT_FOR_HTTP,
    /** The server's address is of IPv6, which no server of fwknop hears; the detail is it. */
    IPV6_NOT_HEARD,
    /** The bytes would travel in more than one piece; the detail is how many were taken first. */
    NOT_ONE_SEGMENT
  }

  private final Reason reason;
  private final String detail;

  TransportException(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
    this.detail = detail;
  }

  /** For a server that only hears IPv4. */
  public static TransportException ipv6NotHeard(SpaServer server) {
    return new TransportException(Reason.IPV6_NOT_HEARD, server.address().getHostAddress());
  }

  public Reason reason() {
    return reason;
  }

  /** A number or a name, as the reason says. */
  public String detail() {
    return detail;
  }
}
