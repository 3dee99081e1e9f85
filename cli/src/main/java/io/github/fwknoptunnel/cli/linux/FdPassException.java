package io.github.fwknoptunnel.cli.linux;

/** A socket could not be passed on. */
public final class FdPassException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final int errno;

  /** What was in the way. */
  public enum Reason {
    /** Neither Linux nor macOS, or not of 64 bits. */
    OTHER_SYSTEM,
    /** Stdout cannot pass a socket: it is a terminal, a file or a pipe. */
    STDOUT_IS_NO_SOCKET,
    /** The channel is closed, or the JVM does not give its descriptor. */
    SOCKET_NOT_FOUND,
    /** The system refused to send it; {@link #errno} says why. */
    NOT_SENT
  }

  FdPassException(Reason reason, int errno) {
    super(reason + (errno == 0 ? "" : ", errno " + errno));
    this.reason = reason;
    this.errno = errno;
  }

  FdPassException(Reason reason) {
    this(reason, 0);
  }

  public Reason reason() {
    return reason;
  }

  /** The system's number for it; 0 if there is none. */
  public int errno() {
    return errno;
  }
}
