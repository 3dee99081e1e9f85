package io.github.fwknoptunnel.cli.terminal;

import java.util.regex.Pattern;

/**
 * Text from elsewhere on one line that a terminal takes for text, control characters as ls does.
 */
public final class OneLine {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private OneLine() {}

  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
