package io.github.fwknoptunnel.tunnel.dial;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When to probe, counted from the last knock. Dense where real servers open (60 to 80 ms after the
 * packet, measured), then steady. The steps are the price of a wasted wait; the limits below keep
 * the number of SYNs small.
 */
public final class ProbeSchedule {
  /** More would look like a scan: the kernel repeats each probe's SYN by itself. */
  static final int MOST_PROBES = 40;

  static final int MOST_IN_FLIGHT = 16;

  /** A probe that is closed before one round trip can never succeed. */
  static final Duration SHORTEST_LIFE = Duration.ofSeconds(3);

  private static final List<Duration> AFTER_FIRST_KNOCK =
      millis(0, 25, 50, 75, 100, 125, 150, 200, 250, 400);
  private static final List<Duration> AFTER_LATER_KNOCK = millis(25, 75, 125, 250, 400);
  private static final Duration STEADY = Duration.ofMillis(400);

  private ProbeSchedule() {}

  /**
   * Time of a probe.
   *
   * @param knock 1 for the first
   * @param number of the probe since that knock, from 0
   */
  public static Duration at(int knock, int number) {
    List<Duration> dense = knock == 1 ? AFTER_FIRST_KNOCK : AFTER_LATER_KNOCK;
    if (number < dense.size()) {
      return dense.get(number);
    }
    return dense.getLast().plus(STEADY.multipliedBy(number - dense.size() + 1L));
  }

  private static List<Duration> millis(long... times) {
    return Arrays.stream(times).mapToObj(Duration::ofMillis).toList();
  }
}
