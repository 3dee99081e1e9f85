package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.transport.HttpTextException.Reason;
import java.util.regex.Pattern;

/**
 * How an HTTP request introduces itself. Servers up to 2.6.10 find SPA packets by it.
 *
 * @param text 1 to 99 printable ASCII characters, no blank at either end
 */
public record UserAgent(String text) {
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]([ -~]{0,97}[!-~])?");
  private static final String KNOWN_TO_SERVERS = "Fwknop";

  /**
   * What the reference client of that version says. Not our own name: a request like all others is
   * taken wherever theirs is, and tells nobody which client is in use.
   */
  public static final UserAgent DEFAULT = new UserAgent("Fwknop/2.6.10");

  public UserAgent {
    if (!PRINTABLE.matcher(text).matches()) {
      throw new IllegalArgumentException("user agent " + text);
    }
  }

  public static UserAgent parse(String text) throws HttpTextException {
    if (!PRINTABLE.matcher(text).matches()) {
      throw new HttpTextException(Reason.NOT_A_USER_AGENT, text);
    }
    return new UserAgent(text);
  }

  /**
   * Whether every server takes it. Others are taken only from version 2.6.11 on and where {@code
   * ALLOW_ANY_USER_AGENT} is set.
   */
  public boolean isAcceptedByAllServers() {
    return text.startsWith(KNOWN_TO_SERVERS);
  }

  @Override
  public String toString() {
    return text;
  }
}
