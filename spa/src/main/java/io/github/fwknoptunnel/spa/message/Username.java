package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;

/**
 * The user name in a packet; a server may require a certain one. How long it may be on the wire is
 * checked when the packet is sealed.
 */
public record Username(String name) {
  private static final String REFUSED = "\"/\\[]:;|=,+*?<>";

  public Username {
    if (!acceptable(name)) {
      throw new IllegalArgumentException("user name " + name);
    }
  }

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
