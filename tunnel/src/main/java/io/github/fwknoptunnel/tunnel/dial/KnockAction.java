package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;

/** Knocks at the port that is being dialled. */
@FunctionalInterface
public interface KnockAction {
  void knock() throws ConnectFailedException, InterruptedException;

  /** A further knock, while probes run: it must not wait. False if it was left out. */
  default boolean retry() throws ConnectFailedException, InterruptedException {
    knock();
    return true;
  }
}
