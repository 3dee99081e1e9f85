package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;

/**
 * The user name in a packet, which a server may check. Its maximum length is checked when the
 * packet is made.
 *
 * @param name printable ASCII, not empty, without {@code "/\[]:;|=,+*?<>}
 */
public record Username(String name) {
  private static final String REFUSED = "\"/\\[]:;|=,+*?<>";

  /** Checks the characters. */
  public Username {
    if (!acceptable(name)) {
      throw new IllegalArgumentException("user name " + name);
    }
  }

  /**
   * Reads a user name.
   *
   * @param text printable ASCII without the characters that servers refuse
   * @return the user name
   * @throws MessageException if the text is empty or has another character
   */
  public static Username parse(String text) throws MessageException {
    if (!acceptable(text)) {
      throw new MessageException(Reason.NOT_A_USERNAME, text);
    }
    return new Username(text);
  }

  private static boolean acceptable(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c >= 0x20 && c <= 0x7e && REFUSED.indexOf(c) < 0);
  }

  @Override
  public String toString() {
    return name;
  }
}
