package io.github.fwknoptunnel.spa.message;

/**
 * Text that cannot become a part of a request. Carries data only; words for people belong to the
 * caller.
 */
public final class MessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** Not four decimal numbers of 0 to 255 with dots between. */
    NOT_AN_IPV4_ADDRESS,
    /** An octet such as {@code 010}, which servers read as octal. */
    LEADING_ZERO_IN_ADDRESS,
    /** Not {@code tcp/PORT} or {@code udp/PORT}. */
    NOT_A_PORT_SPEC,
    /** A port outside 1 to 65535. */
    PORT_OUT_OF_RANGE,
    /** Not {@code HOST,PORT} or {@code HOST:PORT}. */
    NOT_A_NAT_TARGET,
    /** A user name that is empty or has a character no server takes. */
    NOT_A_USERNAME,
    /** Not 16 decimal digits. */
    NOT_A_NONCE,
    /** A command that is empty. */
    EMPTY_COMMAND
  }

  private final Reason reason;
  private final String text;

  MessageException(Reason reason, String text) {
    super(reason + ": " + text);
    this.reason = reason;
    this.text = text;
  }

  public Reason reason() {
    return reason;
  }

  /** The text that was refused, as it was given. */
  public String text() {
    return text;
  }
}
