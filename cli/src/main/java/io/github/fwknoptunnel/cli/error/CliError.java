package io.github.fwknoptunnel.cli.error;

import java.util.List;
import java.util.Optional;

/**
 * Something that went wrong, in words.
 *
 * @param error one line without a full stop
 * @param hint what to do about it, where a likely cause is known
 * @param steps the same hint in several lines, for a terminal; empty if it has no such form
 */
public record CliError(ExitStatus status, String error, Optional<String> hint, List<String> steps) {
  public CliError(ExitStatus status, String error, Optional<String> hint) {
    this(status, error, hint, List.of());
  }

  public CliError(ExitStatus status, String error, String hint) {
    this(status, error, Optional.of(hint));
  }

  public CliError(ExitStatus status, String error) {
    this(status, error, Optional.empty());
  }

  public static CliError usage(String error, String hint) {
    return new CliError(ExitStatus.USAGE, error, hint);
  }

  public static CliError config(String error, String hint) {
    return new CliError(ExitStatus.CONFIGURATION, error, hint);
  }

  /**
   * A value that cannot be used.
   *
   * @param where an option, or the place of a setting
   * @param expected the form or the limits of a value that can be used
   */
  public static CliError invalid(ExitStatus status, Object where, String text, String expected) {
    return new CliError(
        status, where + ": invalid value '" + text + "' (expected " + expected + ")");
  }

  /** A value of an option that cannot be used, with a hint instead of the expected form. */
  public static CliError invalid(Object option, String text, String hint) {
    return usage(option + ": invalid value '" + text + "'", hint);
  }

  /** The same with where it was found: {@code FILE:LINE}. */
  public CliError at(String place) {
    return new CliError(status, place + ": " + error, hint, steps);
  }

  /** Both in one line, for a log. */
  public String line() {
    return error + hint.map(text -> " (" + text + ")").orElse("");
  }
}
