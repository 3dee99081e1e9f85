package io.github.fwknoptunnel.spa.message;

/**
 * Text that cannot become a part of a request. Carries the reason and the text, from which a
 * program can make its own message.
 */
public final class MessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** Not four decimal numbers of 0 to 255 with dots between. */
    NOT_AN_IPV4_ADDRESS,
    /** Not an IPv6 address, or one that no client can have: {@code ::} or a multicast address. */
    NOT_AN_IPV6_ADDRESS,
    /** An octet such as {@code 010}, which servers read as octal. */
    LEADING_ZERO_IN_ADDRESS,
    /** Not {@code tcp/PORT} or {@code udp/PORT}. */
    NOT_A_PORT_SPEC,
    /** A port outside 1 to 65535. */
    PORT_OUT_OF_RANGE,
    /** Not {@code HOST,PORT} or {@code HOST:PORT}. */
    NOT_A_NAT_TARGET,
    /** A user name that is empty or has a character that no server accepts. */
    NOT_A_USERNAME
  }

  private final Reason reason;
  private final String text;

  MessageException(Reason reason, String text) {
    super(reason + ": " + text);
    this.reason = reason;
    this.text = text;
  }

  /** {@return why the text is not valid} */
  public Reason reason() {
    return reason;
  }

  /** {@return the text that was refused, as it was given} */
  public String text() {
    return text;
  }
}
