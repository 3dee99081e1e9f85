package io.github.fwknoptunnel.spa.publicip;

/** Text that is no address of a service. Words for people belong to the caller. */
public final class ResolverUrlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** Not a URL with a host, or one with a login or a fragment. */
    NOT_A_URL,
    /** Plain HTTP, which anybody on the way can forge, and which was not asked for. */
    NOT_HTTPS,
    /** Not plain HTTP where just that was asked for. */
    NOT_PLAIN_HTTP
  }

  private final Reason reason;
  private final String text;

  ResolverUrlException(Reason reason, String text) {
    super(reason + ": " + withoutLogin(text));
    this.reason = reason;
    this.text = withoutLogin(text);
  }

  public Reason reason() {
    return reason;
  }

  /** The text that was refused; of a URL with a login only what comes after it, and no query. */
  public String text() {
    return text;
  }

  private static String withoutLogin(String text) {
    String shown = text.substring(text.lastIndexOf('@') + 1);
    int query = shown.indexOf('?');
    return query < 0 ? shown : shown.substring(0, query) + "?…";
  }
}
