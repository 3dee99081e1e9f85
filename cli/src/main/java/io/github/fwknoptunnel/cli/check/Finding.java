package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.error.CliError;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was tested.
 *
 * @param topic for machines, one of the few words in docs/CHECK.md
 * @param text one line without a full stop
 * @param hint what to do about it
 * @param steps the same in several lines, for a terminal; empty if it has no such form
 */
public record Finding(
    String topic, Severity severity, String text, Optional<String> hint, List<String> steps) {
  public Finding(String topic, Severity severity, String text, Optional<String> hint) {
    this(topic, severity, text, hint, List.of());
  }

  public static Finding ok(String topic, String text) {
    return new Finding(topic, Severity.OK, text, Optional.empty());
  }

  public static Finding info(String topic, String text) {
    return new Finding(topic, Severity.INFO, text, Optional.empty());
  }

  public static Finding fail(String topic, String text, String hint) {
    return new Finding(topic, Severity.FAIL, text, Optional.of(hint));
  }

  /** What would end a run. */
  public static Finding of(String topic, CliError problem) {
    return new Finding(topic, Severity.FAIL, problem.error(), problem.hint(), problem.steps());
  }
}
