package io.github.fwknoptunnel.tunnel.knock;

import java.io.IOException;

/** A connection that failed. Its message is for people; {@link #failure} is the same as data. */
public final class ConnectFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectFailure failure;

  /**
   * Creates an exception with a message that describes the failure.
   *
   * @param failure why the connection failed
   */
  public ConnectFailedException(ConnectFailure failure) {
    super(ConnectFailureText.of(failure));
    this.failure = failure;
  }

  /** {@return why the connection failed} */
  public ConnectFailure failure() {
    return failure;
  }
}
