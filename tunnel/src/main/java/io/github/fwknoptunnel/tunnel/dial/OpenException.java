package io.github.fwknoptunnel.tunnel.dial;

/** Carries an {@link OpenFailure} to whoever waits for the connection. */
public final class OpenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient OpenFailure failure;

  public OpenException(OpenFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public OpenFailure failure() {
    return failure;
  }
}
