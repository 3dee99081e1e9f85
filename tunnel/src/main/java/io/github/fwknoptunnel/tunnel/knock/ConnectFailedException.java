package io.github.fwknoptunnel.tunnel.knock;

import java.io.IOException;

/**
 * A connection that did not come about, to whoever waits for it. Its message says why in words;
 * {@link #failure} has it as data.
 */
public final class ConnectFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectFailure failure;

  public ConnectFailedException(ConnectFailure failure) {
    super(ConnectFailureText.of(failure));
    this.failure = failure;
  }

  public ConnectFailure failure() {
    return failure;
  }
}
