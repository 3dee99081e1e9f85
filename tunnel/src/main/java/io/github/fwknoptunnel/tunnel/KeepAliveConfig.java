package io.github.fwknoptunnel.tunnel;

import java.time.Duration;

/**
 * TCP keep-alive settings. A peer that disappears silently is detected after {@code idle + count *
 * interval}. Immutable.
 *
 * @param idle idle time before the first probe, in whole seconds from 1 s to {@link #MAX_TIME}
 * @param interval time between unanswered probes, in whole seconds from 1 s to {@link #MAX_TIME}
 * @param count unanswered probes until the connection is reset, 1 to {@link #MAX_COUNT}
 */
public record KeepAliveConfig(Duration idle, Duration interval, int count) {
  /** The maximum time on Linux (tcp(7), MAX_TCP_KEEPIDLE). */
  public static final Duration MAX_TIME = Duration.ofSeconds(32_767);

  /** The maximum count on Linux (MAX_TCP_KEEPCNT). */
  public static final int MAX_COUNT = 127;

  /** Detects a dead peer after two and a half minutes. */
  public static final KeepAliveConfig DEFAULT =
      new KeepAliveConfig(Duration.ofSeconds(60), Duration.ofSeconds(15), 6);

  /** Refuses values out of range. */
  public KeepAliveConfig {
    requireSeconds("idle", idle);
    requireSeconds("interval", interval);
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("count: " + count);
    }
  }

  private static void requireSeconds(String name, Duration time) {
    if (!isAllowed(time)) {
      throw new IllegalArgumentException(name + ": " + time);
    }
  }

  /**
   * {@return whether an idle time or an interval can have this value}
   *
   * @param time allowed: whole seconds from 1 s to {@link #MAX_TIME}
   */
  public static boolean isAllowed(Duration time) {
    return time.toSeconds() >= 1
        && time.compareTo(MAX_TIME) <= 0
        && time.equals(Duration.ofSeconds(time.toSeconds()));
  }
}
