package io.github.fwknoptunnel.tunnel;

import java.io.IOException;

/**
 * A user who cannot be allowed: in this process's user namespace the same number stands for every
 * user without a number there.
 */
public final class UnmappedUserException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String uid;

  UnmappedUserException(String uid) {
    super("user " + uid + " is not mapped");
    this.uid = uid;
  }

  /** The number that the kernel shows for all of them. */
  public String uid() {
    return uid;
  }
}
