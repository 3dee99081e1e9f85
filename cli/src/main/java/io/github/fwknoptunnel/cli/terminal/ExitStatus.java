package io.github.fwknoptunnel.cli.terminal;

/** How the program ends; scripts rely on these numbers. */
public enum ExitStatus {
  OK(0),
  /** Anything without a number of its own, among it a drain that was cut short. */
  FAILED(1),
  USAGE(2),
  /** Configuration or keys cannot be used. */
  CONFIGURATION(3),
  /** The knock could not be sent, or the user's command failed. */
  KNOCK_FAILED(4),
  /** The port stayed closed. */
  STAYED_CLOSED(5),
  /** The local address cannot be listened on. */
  CANNOT_LISTEN(6);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
