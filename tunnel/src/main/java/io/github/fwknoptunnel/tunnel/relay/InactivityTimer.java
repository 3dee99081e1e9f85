package io.github.fwknoptunnel.tunnel.relay;

import java.time.Duration;

/**
 * Measures how long a counter has not changed, as of the last check. The data path itself reads no
 * clock.
 */
final class InactivityTimer {
  private long last = -1;
  private long since;

  /** At a time of {@link System#nanoTime}. */
  Duration of(long count, long now) {
    if (count != last) {
      last = count;
      since = now;
    }
    return Duration.ofNanos(now - since);
  }
}
