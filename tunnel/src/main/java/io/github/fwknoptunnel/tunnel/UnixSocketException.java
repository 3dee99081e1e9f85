package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.nio.file.Path;

/** Why a path cannot be listened on. Data only: words for people belong to the caller. */
public final class UnixSocketException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Reason {
    /** Somebody listens there, or nobody can tell. */
    IN_USE,
    /** Something that is not a socket has this name; it is left alone. */
    NOT_A_SOCKET,
    /**
     * The kernel takes some hundred bytes, of which the way through a private directory needs 23.
     */
    TOO_LONG,
    /** No file can be made in its directory, or there is none. */
    NO_PLACE,
    /** Another user can exchange its directory; the cause says how. */
    UNTRUSTED_DIRECTORY,
    /** Files have no modes here, so nobody could be kept out. */
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

  public Reason reason() {
    return reason;
  }

  public Path path() {
    return path;
  }
}
