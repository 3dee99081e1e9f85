package io.github.fwknoptunnel.cli.output;

/**
 * Text from elsewhere on one line that a terminal takes for text. Control characters become
 * question marks as with ls, and so do invisible ones: some of them reverse the order of what is
 * shown.
 */
public final class LogSanitizer {
  private LogSanitizer() {}

  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isShown(c) ? c : '?'));
    return line.toString();
  }

  /** Whether a terminal shows a character at its place, and does nothing else. */
  static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
