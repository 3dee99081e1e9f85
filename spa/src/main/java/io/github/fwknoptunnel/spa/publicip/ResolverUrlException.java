package io.github.fwknoptunnel.spa.publicip;

/**
 * Text that is not the URL of a resolver. Carries the reason and the text, from which a program can
 * make its own message.
 */
public final class ResolverUrlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** Not a URL with a host, or one with a login or a fragment. */
    NOT_A_URL,
    /**
     * A plain HTTP URL, whose response anyone on the path can forge, passed to {@link
     * ResolverUrl#parse}.
     */
    NOT_HTTPS,
    /** An HTTPS URL passed to {@link ResolverUrl#parsePlain}. */
    NOT_PLAIN_HTTP
  }

  private final Reason reason;
  private final String text;

  ResolverUrlException(Reason reason, String text) {
    super(reason + ": " + withoutLogin(text));
    this.reason = reason;
    this.text = withoutLogin(text);
  }

  /** {@return why the URL is not valid} */
  public Reason reason() {
    return reason;
  }

  /** {@return the refused text, without a login and without a query, which may hold secrets} */
  public String text() {
    return text;
  }

  private static String withoutLogin(String text) {
    String shown = text.substring(text.lastIndexOf('@') + 1);
    int query = shown.indexOf('?');
    return query < 0 ? shown : shown.substring(0, query) + "?…";
  }
}
