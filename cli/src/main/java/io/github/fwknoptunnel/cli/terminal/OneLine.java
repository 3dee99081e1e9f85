package io.github.fwknoptunnel.cli.terminal;

/**
 * Text from elsewhere on one line that a terminal takes for text, control characters as ls does.
 */
public final class OneLine {
  private OneLine() {}

  public static String of(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }
}
