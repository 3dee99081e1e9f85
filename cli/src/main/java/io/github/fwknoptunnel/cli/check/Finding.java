package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.error.CliError;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was tested.
 *
 * @param text one line without a full stop
 * @param hint what to do about it
 * @param steps the same in several lines, for a terminal; empty if it has no such form
 */
public record Finding(
    Topic topic, Severity severity, String text, Optional<String> hint, List<String> steps) {
  public Finding(Topic topic, Severity severity, String text, Optional<String> hint) {
    this(topic, severity, text, hint, List.of());
  }

  public static Finding ok(Topic topic, String text) {
    return new Finding(topic, Severity.OK, text, Optional.empty());
  }

  public static Finding info(Topic topic, String text) {
    return new Finding(topic, Severity.INFO, text, Optional.empty());
  }

  public static Finding fail(Topic topic, String text, String hint) {
    return new Finding(topic, Severity.FAIL, text, Optional.of(hint));
  }

  /** What would end a run. */
  public static Finding of(Topic topic, CliError problem) {
    return new Finding(topic, Severity.FAIL, problem.error(), problem.hint(), problem.steps());
  }
}
