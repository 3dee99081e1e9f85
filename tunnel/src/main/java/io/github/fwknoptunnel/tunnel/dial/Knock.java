package io.github.fwknoptunnel.tunnel.dial;

/** Knocking at the door that is being dialled. */
@FunctionalInterface
public interface Knock {
  void send() throws OpenException, InterruptedException;

  /** A further knock, while probes run: it must not wait. False if it was left out. */
  default boolean sendAgain() throws OpenException, InterruptedException {
    send();
    return true;
  }
}
