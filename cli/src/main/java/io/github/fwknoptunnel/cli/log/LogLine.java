package io.github.fwknoptunnel.cli.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of the log.
 *
 * @param connection its number, 0 for none
 * @param event name for machines
 * @param text the same for people
 * @param fields for machines, in their order
 * @param steps the text in several lines, for a terminal; empty if it has no such form
 */
record LogLine(
    Level level,
    long connection,
    String event,
    String text,
    List<Field> fields,
    List<String> steps) {
  LogLine(Level level, long connection, String event, String text, List<Field> fields) {
    this(level, connection, event, text, fields, List.of());
  }

  /** How much somebody should care. */
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    @Override
    public String toString() {
      return switch (this) {
        case DEBUG -> "debug";
        case INFO -> "info";
        case WARN -> "warn";
        case ERROR -> "error";
      };
    }
  }

  /** A name and a string, number, boolean or null. */
  record Field(String name, @Nullable Object value) {}
}
