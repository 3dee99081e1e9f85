package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Decides what has to happen before a connection. Thread-safe; never blocks. */
public interface Gate {
  /**
   * Finds a way for one connection.
   *
   * @param connection its number, for events
   * @return completes exceptionally with an {@link
   *     io.github.fwknoptunnel.tunnel.dial.OpenException}; cancelling it tells the gate that the
   *     connection has left, and work that is for it alone stops
   */
  CompletableFuture<Way> open(long connection);

  /** Whether there is something to knock at. */
  default boolean knocks() {
    return true;
  }

  /** A connection found the trusted door silent: the next {@link #open} must knock. */
  default void distrust() {}

  /** A trusted door was found open, this quickly. */
  default void confirmed(Duration connectTime) {}
}
