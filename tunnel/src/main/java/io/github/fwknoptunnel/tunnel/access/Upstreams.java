package io.github.fwknoptunnel.tunnel.access;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Decides how each connection reaches the target. Thread-safe; never blocks. */
public interface Upstreams {
  /**
   * Finds out how to reach the target for one connection.
   *
   * @param connection its number, for events
   * @return completes exceptionally with an {@link
   *     io.github.fwknoptunnel.tunnel.knock.ConnectFailedException}; cancelling it stops the
   *     upstream that the connection has left, and work that is for it alone stops
   */
  CompletableFuture<Upstream> acquire(long connection);

  /** Whether there is something to knock at. */
  default boolean requiresKnock() {
    return true;
  }

  /**
   * A connection found the port that was opened before silent: the next {@link #acquire} must
   * knock.
   */
  default void invalidate() {}

  /** A port that was opened before was found open, this quickly. */
  default void recordConnectTime(Duration connectTime) {}

  /** An address that {@link #acquire} returned accepted the connection. */
  default void recordAddress(InetSocketAddress address) {}
}
