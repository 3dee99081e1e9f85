package io.github.fwknoptunnel.spa.transport;

/**
 * Text that cannot become a part of an HTTP request. Carries the reason and the text, from which a
 * program can make its own message.
 */
public final class HttpTextException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** Not {@code HOST}, {@code HOST:PORT} or {@code http://HOST:PORT}. */
    NOT_A_PROXY,
    /** A proxy over TLS, which the reference client and this library do not support. */
    HTTPS_PROXY,
    /** A login at the proxy, which the reference client and this library do not support. */
    PROXY_LOGIN,

    /** A port outside 1 to 65535. */
    PORT_OUT_OF_RANGE,
    /** Empty, longer than 99 characters, or with a character that is not printable ASCII. */
    NOT_A_USER_AGENT
  }

  private final Reason reason;
  private final String text;

  HttpTextException(Reason reason, String text) {
    super(reason + ": " + withoutLogin(text));
    this.reason = reason;
    this.text = withoutLogin(text);
  }

  /** {@return why the text is not valid} */
  public Reason reason() {
    return reason;
  }

  /** {@return the refused text; of a URL with a login, only the part after it} */
  public String text() {
    return text;
  }

  private static String withoutLogin(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 ? text : "…" + text.substring(at);
  }
}
