package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.transport.HttpTextException.Reason;
import java.util.regex.Pattern;

/**
 * The {@code User-Agent} header of an HTTP request. Servers up to 2.6.10 recognize SPA packets by
 * it.
 *
 * @param text 1 to 99 printable ASCII characters, no blank at either end
 */
public record UserAgent(String text) {
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]([ -~]{0,97}[!-~])?");
  private static final String KNOWN_TO_SERVERS = "Fwknop";

  /**
   * The user agent of the reference client. It is accepted by every server that accepts the
   * reference client, and does not reveal which client is in use.
   */
  public static final UserAgent DEFAULT = new UserAgent("Fwknop/2.6.10");

  /** Checks the text. */
  public UserAgent {
    if (!PRINTABLE.matcher(text).matches()) {
      throw new IllegalArgumentException("user agent " + text);
    }
  }

  /**
   * Reads a user agent.
   *
   * @param text 1 to 99 printable ASCII characters, no blank at either end
   * @return the user agent
   * @throws HttpTextException if the text has another form
   */
  public static UserAgent parse(String text) throws HttpTextException {
    if (!PRINTABLE.matcher(text).matches()) {
      throw new HttpTextException(Reason.NOT_A_USER_AGENT, text);
    }
    return new UserAgent(text);
  }

  /**
   * {@return whether every server accepts it} Others are accepted only from version 2.6.11 on, with
   * {@code ALLOW_ANY_USER_AGENT}.
   */
  public boolean isAcceptedByAllServers() {
    return text.startsWith(KNOWN_TO_SERVERS);
  }

  @Override
  public String toString() {
    return text;
  }
}
