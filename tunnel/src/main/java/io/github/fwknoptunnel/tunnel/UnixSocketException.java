package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A Unix-domain socket that cannot be bound. Carries the reason and the path, from which a program
 * can make its own message.
 */
public final class UnixSocketException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be bound. */
  public enum Reason {
    /** Another process listens there, or this cannot be determined. */
    IN_USE,
    /** The path exists and is not a socket; it is not removed. */
    NOT_A_SOCKET,
    /**
     * The path is too long. The kernel allows about 100 bytes, of which 23 are reserved for the
     * private directory in which the socket is made.
     */
    TOO_LONG,
    /** Its directory does not exist or is not writable. */
    NO_PLACE,
    /** Another user could replace its directory; the cause says how. */
    UNTRUSTED_DIRECTORY,
    /** The file system has no permissions, so other users could not be kept out. */
    NO_FILE_MODES
  }

  private final Reason reason;
  private final transient Path path;

  UnixSocketException(Reason reason, Path path) {
    super(reason + " " + path);
    this.reason = reason;
    this.path = path;
  }

  UnixSocketException(Reason reason, Path path, Exception cause) {
    this(reason, path);
    initCause(cause);
  }

  /** {@return why the socket cannot be bound} */
  public Reason reason() {
    return reason;
  }

  /** {@return the configured path} */
  public Path path() {
    return path;
  }
}
