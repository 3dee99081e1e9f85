package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.terminal.Problem;
import java.util.Optional;

/**
 * One thing that was tested.
 *
 * @param topic for machines, one of the few words in docs/CHECK.md
 * @param text one line without a full stop
 * @param hint what to do about it
 */
public record Finding(String topic, Mark mark, String text, Optional<String> hint) {
  public static Finding good(String topic, String text) {
    return new Finding(topic, Mark.GOOD, text, Optional.empty());
  }

  public static Finding note(String topic, String text) {
    return new Finding(topic, Mark.NOTE, text, Optional.empty());
  }

  public static Finding bad(String topic, String text, String hint) {
    return new Finding(topic, Mark.BAD, text, Optional.of(hint));
  }

  /** What would end a run. */
  public static Finding of(String topic, Problem problem) {
    return new Finding(topic, Mark.BAD, problem.error(), problem.hint());
  }
}
