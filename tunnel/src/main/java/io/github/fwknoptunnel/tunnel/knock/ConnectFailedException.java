package io.github.fwknoptunnel.tunnel.knock;

/** Carries an {@link ConnectFailure} to whoever waits for the connection. */
public final class ConnectFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ConnectFailure failure;

  public ConnectFailedException(ConnectFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public ConnectFailure failure() {
    return failure;
  }
}
