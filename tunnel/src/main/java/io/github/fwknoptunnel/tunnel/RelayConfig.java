package io.github.fwknoptunnel.tunnel;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the relay, which copies bytes between clients and targets. Immutable.
 *
 * @param threads number of relay threads for all connections, at least 1
 * @param idleTimeout positive; a connection that is idle for this long is closed. Absent means
 *     never
 * @param halfCloseTimeout positive; the idle timeout that applies once one peer has ended its
 *     stream. Use minutes, because a server may need that long for an answer
 * @param keepAlive TCP keep-alive; absent means off
 */
public record RelayConfig(
    int threads,
    Optional<Duration> idleTimeout,
    Duration halfCloseTimeout,
    Optional<KeepAliveConfig> keepAlive) {
  /** At most two threads, no idle timeout, ten minutes after a half-close, keep-alive. */
  public static final RelayConfig DEFAULT =
      new RelayConfig(
          Math.min(2, Runtime.getRuntime().availableProcessors()),
          Optional.empty(),
          Duration.ofMinutes(10),
          Optional.of(KeepAliveConfig.DEFAULT));

  /** Refuses a number of threads below 1. */
  public RelayConfig {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }
}
