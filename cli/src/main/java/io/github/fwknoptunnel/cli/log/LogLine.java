package io.github.fwknoptunnel.cli.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of the log.
 *
 * @param connection its number, 0 for none
 * @param event its name for machines
 * @param text the same for people
 * @param fields for machines, in their order
 * @param steps the text in several lines, for a terminal; empty if it has no such form
 */
record LogLine(
    Level level,
    long connection,
    LogEvent event,
    String text,
    List<Field> fields,
    List<String> steps) {
  LogLine {
    // docs/REFERENCE.md promises the fields of each event; tests run with assertions.
    assert event.fields().containsAll(fields.stream().map(Field::name).toList()) : event;
  }

  LogLine(Level level, long connection, LogEvent event, String text, List<Field> fields) {
    this(level, connection, event, text, fields, List.of());
  }

  /** The severity of a line. */
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

    /** The same as the journal of systemd reads it at the start of a line: sd-daemon(3). */
    String priority() {
      return switch (this) {
        case DEBUG -> "<7>";
        case INFO -> "<6>";
        case WARN -> "<4>";
        case ERROR -> "<3>";
      };
    }
  }

  /** A name and a string, number, boolean or null. */
  record Field(LogField name, @Nullable Object value) {}
}
