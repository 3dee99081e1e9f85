package io.github.fwknoptunnel.cli.error;

/**
 * How the program ends; scripts rely on these numbers.
 *
 * @param code 0 to 255
 */
public record ExitStatus(int code) {
  public static final ExitStatus OK = new ExitStatus(0);

  /** Anything without a number of its own. */
  public static final ExitStatus FAILED = new ExitStatus(1);

  public static final ExitStatus USAGE = new ExitStatus(2);

  /** Configuration or keys cannot be used. */
  public static final ExitStatus CONFIGURATION = new ExitStatus(3);

  /** The knock could not be sent, or the user's command failed. */
  public static final ExitStatus KNOCK_FAILED = new ExitStatus(4);

  /** The port stayed closed. */
  public static final ExitStatus STAYED_CLOSED = new ExitStatus(5);

  /** The local address cannot be listened on. */
  public static final ExitStatus CANNOT_LISTEN = new ExitStatus(6);

  /** {@code exec}: the command is there and cannot be executed, as shells have it. */
  public static final ExitStatus NOT_EXECUTABLE = new ExitStatus(126);

  /** {@code exec}: there is no such command, as shells have it. */
  public static final ExitStatus NOT_FOUND = new ExitStatus(127);

  public ExitStatus {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("exit status " + code);
    }
  }
}
