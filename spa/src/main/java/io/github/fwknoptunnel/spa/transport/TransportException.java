package io.github.fwknoptunnel.spa.transport;

import java.io.IOException;

/**
 * A packet that a transport cannot carry; the network is not the cause. With {@link
 * Reason#NOT_ONE_SEGMENT} the first bytes were sent, with any other reason nothing was.
 */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why the transport cannot carry the packet. */
  public enum Reason {
    /** The HTTP request is longer than what servers read; the detail is its length in bytes. */
    REQUEST_TOO_LONG,
    /** The server's name is not valid in an HTTP request; the detail is the name. */
    NAME_NOT_FOR_HTTP,
    /** The server's address is IPv6, which fwknopd does not support; the detail is the address. */
    IPV6_NOT_HEARD,
    /** The kernel did not take the packet in one piece; the detail is how many bytes it took. */
    NOT_ONE_SEGMENT
  }

  private final Reason reason;
  private final String detail;

  TransportException(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
    this.detail = detail;
  }

  /**
   * {@return the exception for a server with an IPv6 address}
   *
   * @param server the server with the IPv6 address
   */
  public static TransportException ipv6NotHeard(SpaServer server) {
    return new TransportException(Reason.IPV6_NOT_HEARD, server.address().getHostAddress());
  }

  /** {@return why the transport could not carry the packet} */
  public Reason reason() {
    return reason;
  }

  /** {@return a number or a name, as the reason says} */
  public String detail() {
    return detail;
  }
}
