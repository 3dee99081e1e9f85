package io.github.fwknoptunnel.cli.terminal;

import java.util.Map;

/** Colours, where they help: on a terminal, and not where NO_COLOR (no-color.org) is set. */
public enum Ansi {
  /** None. */
  PLAIN,
  COLOUR;

  /**
   * What suits a stream.
   *
   * @param descriptor 1 for stdout, 2 for stderr
   */
  public static Ansi of(int descriptor, Map<String, String> environment) {
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty() && supported(environment);
    return wanted && TtyDetector.isTerminal(descriptor) ? COLOUR : PLAIN;
  }

  /** Whether a terminal understands anything but text. */
  static boolean supported(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.equals("dumb");
  }

  public String red(String text) {
    return style("31", text);
  }

  public String green(String text) {
    return style("32", text);
  }

  public String yellow(String text) {
    return style("33", text);
  }

  public String faint(String text) {
    return style("2", text);
  }

  /** ECMA-48, section 8.3.117: select graphic rendition. */
  private String style(String rendition, String text) {
    return this == PLAIN ? text : "\u001b[" + rendition + "m" + text + "\u001b[0m";
  }
}
