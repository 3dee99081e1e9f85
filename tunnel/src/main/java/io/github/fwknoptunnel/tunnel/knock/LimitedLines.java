package io.github.fwknoptunnel.tunnel.knock;

/** Passes on the first lines of a command's output and counts the others. Not thread-safe. */
final class LimitedLines {
  static final int MAX_LINES = 100;

  private final CommandKnocker.Output output;
  private final long connection;
  private long lines;

  LimitedLines(CommandKnocker.Output output, long connection) {
    this.output = output;
    this.connection = connection;
  }

  void onLine(String line) {
    if (lines++ < MAX_LINES) {
      output.onLine(connection, line);
    }
  }

  /** Reports how many were left out, if any were. */
  void onEnd() {
    if (lines > MAX_LINES) {
      output.onOmitted(connection, lines - MAX_LINES);
    }
  }
}
