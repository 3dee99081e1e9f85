package io.github.fwknoptunnel.spa.rc;

/**
 * The name of a stanza. As in the C library, case is ignored for the letters A to Z only; blanks
 * are significant.
 */
record StanzaName(String name) {
  static final StanzaName DEFAULT = new StanzaName("default");

  boolean matches(String header) {
    return folded().equals(folded(header));
  }

  /** The same for all names that match. */
  String folded() {
    return folded(name);
  }

  /** Whether a header can hold it. */
  boolean isWritable() {
    return name.chars().noneMatch(c -> c == ']' || Character.isISOControl(c));
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c - 'A' + 'a'));
      }
    }
    return folded.toString();
  }
}
