package io.github.fwknoptunnel.spa.rc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a setting after the value of another one, on the same line. Everything after a value is
 * ignored, so an HMAC key there would be lost silently.
 */
final class NextSetting {
  private static final Pattern WORD = Pattern.compile("(?<name>[A-Z0-9_]{2,32}+)(?<end>:|$)?.*");

  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

  private NextSetting() {}

  /**
   * Whether the text after a value contains one. A comment is none, unless a {@code ;} that was
   * meant as a separator starts it.
   */
  static boolean follows(String rest) {
    String text = rest;
    int separator = text.indexOf(';');
    int comment = text.indexOf('#');
    if (comment >= 0) {
      text = text.substring(0, comment);
    }
    if (separator >= 0 && separator < text.length()) {
      return holds(text.substring(0, separator), false)
          || holds(firstWord(text.substring(separator + 1)), true);
    }
    return holds(text, false);
  }

  private static String firstWord(String text) {
    return text.strip().split("\\s", 2)[0];
  }

  private static boolean holds(String text, boolean keysOnly) {
    for (String word : BETWEEN.split(text.strip(), -1)) {
      Matcher matcher = WORD.matcher(word);
      if (matcher.matches() && matcher.group("end") != null && isName(matcher, keysOnly)) {
        return true;
      }
    }
    return false;
  }

  /** The word KEY alone is as likely a part of a pass phrase. */
  private static boolean isName(Matcher word, boolean keysOnly) {
    String name = word.group("name");
    boolean known =
        RcVariable.named(name).filter(variable -> variable.isKey() || !keysOnly).isPresent();
    return known && (!name.equals("KEY") || word.group("end").equals(":"));
  }
}
