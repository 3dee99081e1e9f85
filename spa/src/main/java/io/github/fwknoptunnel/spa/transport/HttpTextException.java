package io.github.fwknoptunnel.spa.transport;

/** Text that cannot become a part of an HTTP request. Words for people belong to the caller. */
public final class HttpTextException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** Not {@code HOST}, {@code HOST:PORT} or {@code http://HOST:PORT}. */
    NOT_A_PROXY,
    /** A proxy that is spoken to over TLS; servers and the reference client know none. */
    HTTPS_PROXY,
    /** A login at the proxy, which neither we nor the reference client can do. */
    PROXY_LOGIN,

    /** A port outside 1 to 65535. */
    PORT_OUT_OF_RANGE,
    /** Empty, longer than 99 characters, or with one that is not printable ASCII. */
    NOT_A_USER_AGENT
  }

  private final Reason reason;
  private final String text;

  HttpTextException(Reason reason, String text) {
    super(reason + ": " + withoutLogin(text));
    this.reason = reason;
    this.text = withoutLogin(text);
  }

  public Reason reason() {
    return reason;
  }

  /** The text that was refused; of a URL with a login only what comes after it. */
  public String text() {
    return text;
  }

  private static String withoutLogin(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 ? text : "…" + text.substring(at);
  }
}
