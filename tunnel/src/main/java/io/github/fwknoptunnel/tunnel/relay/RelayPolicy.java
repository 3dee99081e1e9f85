package io.github.fwknoptunnel.tunnel.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of the relay.
 *
 * @param loops how many threads relay
 * @param idle a connection without a byte either way for this long is closed; absent means never
 * @param halfClosedIdle the same once one side has ended its stream: its peer may be gone without a
 *     word. Minutes, since a peer may well work that long on what it was asked
 * @param keepAlive how peers that vanish are noticed; absent means that they are not
 */
public record RelayPolicy(
    int loops, Optional<Duration> idle, Duration halfClosedIdle, Optional<KeepAlive> keepAlive) {
  public static final RelayPolicy DEFAULT =
      new RelayPolicy(
          Math.min(2, Runtime.getRuntime().availableProcessors()),
          Optional.empty(),
          Duration.ofMinutes(10));

  public RelayPolicy {
    if (loops < 1) {
      throw new IllegalArgumentException("loops: " + loops);
    }
  }

  /** With the keep-alive that suits most. */
  public RelayPolicy(int loops, Optional<Duration> idle, Duration halfClosedIdle) {
    this(loops, idle, halfClosedIdle, Optional.of(KeepAlive.DEFAULT));
  }
}
