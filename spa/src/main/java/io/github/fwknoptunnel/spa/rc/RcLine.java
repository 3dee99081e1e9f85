package io.github.fwknoptunnel.spa.rc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a file, as it stands there. Blanks at its start are the white space of C: blank, tab,
 * vertical tab, form feed and carriage return.
 *
 * @param number from 1
 * @param text up to its end, a carriage return included
 * @param end a line feed, or nothing at the end of the file
 */
record RcLine(int number, String text, String end) {
  private static final Pattern HEADER = Pattern.compile("\\s*+\\[([^]]*+)].*", Pattern.DOTALL);
  private static final Pattern IGNORED = Pattern.compile("\\r.*|\\s*+([#;].*)?", Pattern.DOTALL);

  /** What the line says: C strings end at a NUL. */
  String content() {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  /**
   * Whether this is a comment or a blank line. The old client takes indented comments and lines of
   * blanks for errors, for no reason.
   */
  boolean isIgnored() {
    return IGNORED.matcher(content()).matches();
  }

  /** The name of the stanza that starts here: the text to the first {@code ]}, blanks included. */
  Optional<String> header() {
    Matcher matcher = HEADER.matcher(content());
    return isIgnored() || !matcher.matches() ? Optional.empty() : Optional.of(matcher.group(1));
  }

  @Override
  public String toString() {
    return "line " + number;
  }
}
