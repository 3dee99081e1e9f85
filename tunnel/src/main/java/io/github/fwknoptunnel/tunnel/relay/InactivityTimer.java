package io.github.fwknoptunnel.tunnel.relay;

import java.time.Duration;

/**
 * How long a counter has not moved, as of the last time somebody looked: the data path itself reads
 * no clock.
 */
final class InactivityTimer {
  private long last = -1;
  private long since;

  /**
   * @param now of {@link System#nanoTime}
   */
  Duration of(long count, long now) {
    if (count != last) {
      last = count;
      since = now;
    }
    return Duration.ofNanos(now - since);
  }
}
