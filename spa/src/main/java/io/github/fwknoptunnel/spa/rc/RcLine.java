package io.github.fwknoptunnel.spa.rc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a file, unchanged. Blanks at its start are the white space of C: blank, tab, vertical
 * tab, form feed and carriage return.
 *
 * @param number from 1
 * @param text up to its end, a carriage return included
 * @param end a line feed, or nothing at the end of the file
 */
record RcLine(int number, String text, String end) {
  private static final Pattern HEADER = Pattern.compile("\\s*+\\[([^]]*+)].*", Pattern.DOTALL);
  private static final Pattern HEADER_TAIL =
      Pattern.compile("\\s*+\\[[^]]*+]\\s*+(?<tail>.*)", Pattern.DOTALL);
  private static final Pattern UNCLOSED = Pattern.compile("\\s*+\\[[^]]*+", Pattern.DOTALL);
  private static final Pattern BASE64 = Pattern.compile("\\s*+[A-Za-z0-9+/]++={0,2}\\s*+");
  private static final Pattern NAME = Pattern.compile("\\s*+(?<name>[A-Z0-9_]++)[: \\t].*");
  private static final Pattern IGNORED = Pattern.compile("\\r.*|\\s*+([#;].*)?", Pattern.DOTALL);

  /** What the line says: C strings end at a NUL. */
  String content() {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  /**
   * Whether this is a comment or a blank line. The reference client takes indented comments and
   * lines of blanks for errors, for no reason.
   */
  boolean isIgnored() {
    return IGNORED.matcher(content()).matches();
  }

  /** The name of the stanza that starts here: the text to the first {@code ]}, blanks included. */
  Optional<String> header() {
    Matcher matcher = HEADER.matcher(content());
    return isIgnored() || !matcher.matches() ? Optional.empty() : Optional.of(matcher.group(1));
  }

  /** Whether a setting follows a header, as in {@code [+] KEY_BASE64: …}. */
  boolean hasSettingBehindHeader() {
    Matcher matcher = HEADER_TAIL.matcher(content());
    return !isIgnored() && matcher.matches() && isSetting(matcher.group("tail"), false);
  }

  /** Whether a header lacks its {@code ]}. */
  boolean isUnclosedHeader() {
    return !isIgnored() && UNCLOSED.matcher(content()).matches();
  }

  /** Whether it reads like a setting, right or wrong. */
  boolean looksLikeSetting() {
    return isSetting(content(), false);
  }

  /** Whether it sets a key. */
  boolean holdsKey() {
    return isSetting(content(), true);
  }

  /** Whether it is a word of the letters of base64 and nothing else. */
  boolean isBase64Alone() {
    return BASE64.matcher(content()).matches();
  }

  private static boolean isSetting(String text, boolean key) {
    Matcher matcher = NAME.matcher(text);
    return matcher.matches()
        && RcVariable.named(matcher.group("name"))
            .filter(variable -> !key || variable.isKey())
            .isPresent();
  }

  @Override
  public String toString() {
    return "line " + number;
  }
}
