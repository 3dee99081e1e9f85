package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code NAME value} line. The name ends at its last colon, the value at the first blank, tab,
 * {@code ;}, {@code #} or carriage return; there is no quoting (PROTOCOL.md section 10).
 */
record RcAssignment(String name, String value, String rest, Charset charset, Location where) {
  /** The reference client reads 1023 bytes at once, and the rest as another line. */
  static final int MAX_LINE = 1023;

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*+(?<name>\\S++)(\\s++(?<value>[^ \\t;#\\r\\n]++)(?<rest>.*)|.*)", Pattern.DOTALL);

  private static final Pattern GLUED =
      Pattern.compile("(?<name>[A-Z0-9_]++):(?<value>[^;#:][^;#]*+)(?<rest>.*)");

  /** Long enough to be the whole of a key. */
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}+={0,2}");

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  static RcAssignment parse(RcLine line, Charset charset, Location where) throws RcException {
    if (line.text().getBytes(charset).length > MAX_LINE) {
      throw new RcException(Reason.LINE_TOO_LONG, where);
    }
    Matcher matcher = LINE.matcher(line.content());
    if (!matcher.matches() || matcher.group("name").startsWith("[")) {
      throw new RcException(Reason.NOT_A_SETTING, where);
    }
    String word = matcher.group("name");
    if (hasOddSpace(word)) {
      throw new RcException(Reason.ODD_SPACE, where);
    }
    String value = matcher.group("value");
    Matcher glued = GLUED.matcher(word);
    boolean isGlued = glued.matches() && isKnown(glued.group("name"));
    if (value == null && !isGlued) {
      throw withoutValue(word, where);
    }
    String name = isGlued ? glued.group("name") : beforeLastColon(word);
    RcAssignment setting =
        value == null
            ? new RcAssignment(name, glued.group("value"), glued.group("rest"), charset, where)
            : new RcAssignment(name, value, matcher.group("rest"), charset, where);
    Location named = isShowable(name) ? where.named(name) : where;
    if (setting.value().equals("=") && !setting.rest().isBlank()) {
      throw new RcException(Reason.EQUALS_SIGN, named);
    }
    if (NextSetting.follows(setting.rest()) || (value != null && isGlued && isKey(name))) {
      throw new RcException(Reason.TWO_SETTINGS, named);
    }
    return new RcAssignment(setting.name(), setting.value(), setting.rest(), charset, named);
  }

  private static boolean isKey(String name) {
    return RcVariable.named(name).filter(RcVariable::isKey).isPresent();
  }

  private static String beforeLastColon(String word) {
    int colon = word.lastIndexOf(':');
    return colon < 0 ? word : word.substring(0, colon);
  }

  /** Text in the place of a name may be a key: it must not get into a message. */
  private static boolean isShowable(String name) {
    return NAME.matcher(name).matches() || isKnown(name.toUpperCase(Locale.ROOT));
  }

  private static boolean isKnown(String name) {
    return RcVariable.named(name).isPresent();
  }

  /** A word on its own is named only if it certainly is no key. */
  private static RcException withoutValue(String word, Location where) {
    if (!isKnown(beforeLastColon(word)) && BASE64.matcher(word).matches()) {
      return new RcException(Reason.BARE_KEY, where);
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? beforeLastColon(word) : word.substring(0, equals);
    Location named = isKnown(name) ? where.named(name) : where;
    return new RcException(equals < 0 ? Reason.NO_VALUE : Reason.EQUALS_SIGN, named);
  }

  /** Whether there is a space that is no blank: pages and word processors put it there. */
  static boolean hasOddSpace(String text) {
    return text.chars()
        .anyMatch(c -> c > 127 && (Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff'));
  }

  /** Whether the value is written in quotes, or begins with one. */
  boolean isQuoted() {
    return value.startsWith("\"") || value.startsWith("'");
  }

  byte[] bytes() {
    return value.getBytes(charset);
  }

  RcException bad() {
    return new RcException(Reason.BAD_VALUE, where);
  }

  /** The value may be a key, so it is never shown. */
  @Override
  public String toString() {
    return name + " …";
  }
}
