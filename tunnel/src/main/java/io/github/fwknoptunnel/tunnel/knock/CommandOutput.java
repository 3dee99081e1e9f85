package io.github.fwknoptunnel.tunnel.knock;

/** Receives what a user's command prints. Thread-safe; must not block. */
@FunctionalInterface
public interface CommandOutput {
  /** Drops everything. */
  CommandOutput NONE = (connection, line) -> {};

  /**
   * One line of either stream.
   *
   * @param connection the number of the connection that the command runs for
   * @param line without its end; a longer one comes in pieces
   */
  void onLine(long connection, String line);

  /**
   * The command has printed more lines than {@link #onLine} was given.
   *
   * @param lines how many more
   */
  default void onOmitted(long connection, long lines) {}
}
