package io.github.fwknoptunnel.tunnel;

import java.time.Duration;

/**
 * When the kernel asks a silent peer whether it is still there. A peer that has vanished without a
 * word, such as one without power, is noticed after {@code idle} and {@code count} times {@code
 * interval}; so is one behind a NAT that has forgotten the connection. A value: immutable and
 * thread-safe; times that no kernel takes are refused.
 *
 * @param idle silence before the first question, in whole seconds up to {@link #MAX_TIME}
 * @param interval between questions without an answer, likewise
 * @param count of questions without an answer that end the connection, up to {@link #MAX_COUNT}
 */
public record KeepAliveConfig(Duration idle, Duration interval, int count) {
  /** Linux takes no more (tcp(7), MAX_TCP_KEEPIDLE). */
  public static final Duration MAX_TIME = Duration.ofSeconds(32_767);

  /** Linux takes no more (MAX_TCP_KEEPCNT). */
  public static final int MAX_COUNT = 127;

  /** A vanished peer is noticed after two and a half minutes. */
  public static final KeepAliveConfig DEFAULT =
      new KeepAliveConfig(Duration.ofSeconds(60), Duration.ofSeconds(15), 6);

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

  /** Whether a kernel takes this time. */
  public static boolean isAllowed(Duration time) {
    return time.toSeconds() >= 1
        && time.compareTo(MAX_TIME) <= 0
        && time.equals(Duration.ofSeconds(time.toSeconds()));
  }
}
