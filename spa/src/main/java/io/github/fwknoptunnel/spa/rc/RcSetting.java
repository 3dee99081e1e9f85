package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code NAME value} line. The name ends at its last colon, the value at the first blank,
 * {@code ;} or {@code #}; there is no quoting (PROTOCOL.md section 10).
 */
record RcSetting(String name, String value, RcException.Location location) {
  private static final Pattern LINE =
      Pattern.compile(
          "[ \\t]*(?<name>[^ \\t]+)[ \\t]+(?<value>[^ \\t;#\\r\\n]+).*", Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  /** Reads one line; empty for a blank line or a comment, indented or not. */
  static Optional<RcSetting> parse(String line, Path file, int number) throws RcException {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new RcException(
          Reason.NOT_A_SETTING, new RcException.Location(file, number, Optional.empty()));
    }
    String word = matcher.group("name");
    int colon = word.lastIndexOf(':');
    String name = colon < 0 ? word : word.substring(0, colon);
    return Optional.of(
        new RcSetting(
            name, matcher.group("value"), new RcException.Location(file, number, showable(name))));
  }

  /** What only stands where a name should may be a key: it must not get into an error message. */
  private static Optional<String> showable(String name) {
    return Optional.of(name).filter(text -> NAME.matcher(text).matches());
  }

  /** The value may be a key, so it is never shown. */
  @Override
  public String toString() {
    return name + " …";
  }
}
