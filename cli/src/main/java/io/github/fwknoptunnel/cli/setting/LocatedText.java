package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.rc.Located;

/**
 * A value as the user wrote it, and what errors say about it.
 *
 * @param where the option, or the line of the rc file
 * @param status of the error: USAGE for an option, CONFIGURATION for a file
 */
public record LocatedText(String text, String where, ExitStatus status) {
  /** The value of an option. */
  public static LocatedText of(Setting<?> option, String text) {
    return new LocatedText(text, option.toString(), ExitStatus.USAGE);
  }

  /** The value of a line of the rc file. */
  public static LocatedText of(Located<String> line) {
    return new LocatedText(line.value(), line.where().toString(), ExitStatus.CONFIGURATION);
  }

  /**
   * The error that it cannot be used.
   *
   * @param expected the form or the limits of a value that can be used
   */
  public CliException bad(String expected) {
    return new CliException(CliError.invalid(status, where, text, expected));
  }

  /** The error that it did not arrive as it was written. */
  public CliException unrepresentable() {
    return invalidWithHint(
        "the value contains characters this locale cannot represent; set LC_ALL=C.UTF-8");
  }

  /** The same as {@link #bad} with a hint instead of the expected form. */
  CliException invalidWithHint(String hint) {
    return new CliException(new CliError(status, where + ": invalid value '" + text + "'", hint));
  }
}
