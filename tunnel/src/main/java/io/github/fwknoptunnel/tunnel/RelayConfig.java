package io.github.fwknoptunnel.tunnel;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of the relay. A value: immutable and thread-safe.
 *
 * @param threads how many threads relay, for all connections; at least 1
 * @param idleTimeout a connection without a byte either way for this long is closed; absent means
 *     never
 * @param halfCloseTimeout the same once one side has ended its stream: its peer may be gone without
 *     a word. Minutes, since a peer may well work that long on what it was asked
 * @param keepAlive how peers that vanish are noticed; absent means that they are not
 */
public record RelayConfig(
    int threads,
    Optional<Duration> idleTimeout,
    Duration halfCloseTimeout,
    Optional<KeepAliveConfig> keepAlive) {
  /** Two threads or one, no idle limit, ten minutes after one side's end, keep-alive. */
  public static final RelayConfig DEFAULT =
      new RelayConfig(
          Math.min(2, Runtime.getRuntime().availableProcessors()),
          Optional.empty(),
          Duration.ofMinutes(10));

  public RelayConfig {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }

  /** The same, where a connection without a byte either way for this long is closed. */
  public RelayConfig withIdleTimeout(Duration time) {
    return new RelayConfig(threads, Optional.of(time), halfCloseTimeout, keepAlive);
  }

  /** With the keep-alive that suits most. */
  public RelayConfig(int threads, Optional<Duration> idleTimeout, Duration halfCloseTimeout) {
    this(threads, idleTimeout, halfCloseTimeout, Optional.of(KeepAliveConfig.DEFAULT));
  }
}
