package io.github.fwknoptunnel.tunnel.dial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The times of the probes, counted from the last knock. Immutable.
 *
 * <p>A fwknopd with libpcap opens 40 to 210 ms after the packet, one with NFQUEUE after 140 to 600
 * ms (measured, docs/benchmarks). The probes of the first {@link #HORIZON_MILLIS} are spread over
 * both ranges and over the times at which this target has opened recently: for a probability
 * density f of the opening time, the expected lag is smallest with probes in proportion to the
 * square root of f. Later openings are found by the repeated SYNs of these probes, a second apart.
 *
 * <p>The granularity of kernel timers is 32 ms at 250 ticks a second, 64 ms at 1000. Of probes that
 * are closer together, several would repeat their SYN at the same moment and connect together, and
 * the server would see unused connections. Only one of such probes is therefore kept that long.
 */
public final class ProbeSchedule {
  /** More would look like a scan: the kernel repeats each probe's SYN by itself. */
  static final int MAX_PROBES = 40;

  static final int MAX_IN_FLIGHT = 16;

  /** A probe that is closed before one round trip can never succeed. */
  static final Duration MIN_PROBE_LIFETIME = Duration.ofSeconds(3);

  /** Longer than a round trip, and over before the SYN is repeated. */
  static final Duration BRIEF_LIFE = Duration.ofMillis(800);

  /** Well above the grain of a timer of the kernel: a busy machine may wake this program late. */
  private static final int MIN_RETRANSMIT_GAP_MILLIS = 150;

  /** Before the first of these no server has opened. */
  private static final int FIRST_MILLIS = 30;

  private static final int HORIZON_MILLIS = 610;
  private static final int STEP_MILLIS = 10;

  /**
   * These come before any server has opened: silence or refusal shows what the closed port does.
   * There are two, since one packet may always be lost.
   */
  private static final List<Duration> BEFORE_OPENING = millis(0, 20);

  /** Probes from then until the horizon. */
  private static final int SPREAD_PROBES = MAX_IN_FLIGHT - 2;

  /** How much the two ranges weigh beside one opening that was seen. */
  private static final double PCAP_WEIGHT = 0.8;

  private static final double NFQUEUE_WEIGHT = 1.2;

  /** What is never seen still happens: no time gets less than this share of the mean. */
  private static final double MIN_SHARE = 0.4;

  /** The port opened some time before the probe that got through, and may open later next time. */
  private static final int BEFORE_MILLIS = 100;

  private static final int AFTER_MILLIS = 40;

  private static final List<Duration> AFTER_LATER_KNOCK = millis(75, 150, 250, 400);
  private static final Duration STEADY = Duration.ofMillis(400);
  private static final Duration STEADY_FROM = Duration.ofSeconds(2);

  /** For a target that has not been opened yet. */
  public static final ProbeSchedule UNLEARNED = after(List.of());

  private final List<Duration> first;
  private final Set<Integer> brief;

  private ProbeSchedule(List<Duration> first) {
    this.first = first;
    this.brief = brief(first);
  }

  /** All but the first, the last, and some between them. */
  private static Set<Integer> brief(List<Duration> times) {
    Set<Integer> brief = new HashSet<>();
    Duration next = times.getLast();
    for (int i = times.size() - 2; i > 0; i--) {
      Duration time = times.get(i);
      if (isApart(time, next) && isApart(times.getFirst(), time)) {
        next = time;
      } else {
        brief.add(i);
      }
    }
    return brief;
  }

  private static boolean isApart(Duration earlier, Duration later) {
    return later.minus(earlier).toMillis() >= MIN_RETRANSMIT_GAP_MILLIS;
  }

  /** A schedule that is densest where the target is likely to open, after these recent times. */
  static ProbeSchedule after(List<Duration> openings) {
    double[] likely = new double[(HORIZON_MILLIS - FIRST_MILLIS) / STEP_MILLIS];
    add(likely, 40, 210, PCAP_WEIGHT);
    add(likely, 140, 600, NFQUEUE_WEIGHT);
    for (Duration opening : openings) {
      int at = (int) Math.min(opening.toMillis(), HORIZON_MILLIS);
      add(likely, at - BEFORE_MILLIS, at + AFTER_MILLIS, 1);
    }
    List<Duration> times = new ArrayList<>(BEFORE_OPENING);
    times.addAll(spread(density(likely)));
    return new ProbeSchedule(List.copyOf(times));
  }

  private static void add(double[] likely, int from, int to, double weight) {
    int begin = Math.max(from, FIRST_MILLIS);
    int end = Math.min(to, HORIZON_MILLIS);
    for (int at = begin; at < end; at += STEP_MILLIS) {
      likely[Math.min((at - FIRST_MILLIS) / STEP_MILLIS, likely.length - 1)] +=
          weight * STEP_MILLIS / (to - from);
    }
  }

  private static double[] density(double[] likely) {
    double least = MIN_SHARE * Arrays.stream(likely).average().orElseThrow();
    return Arrays.stream(likely).map(f -> Math.sqrt(Math.max(f, least))).toArray();
  }

  /** Times between which the density adds up to the same. */
  private static List<Duration> spread(double[] density) {
    double share = Arrays.stream(density).sum() / SPREAD_PROBES;
    List<Duration> times = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < density.length; i++) {
      sum += density[i];
      while (times.size() < SPREAD_PROBES - 1 && sum >= share * (times.size() + 1)) {
        double beyond = (sum - share * (times.size() + 1)) / density[i];
        times.add(Duration.ofMillis(FIRST_MILLIS + Math.round((i + 1 - beyond) * STEP_MILLIS)));
      }
    }
    times.add(Duration.ofMillis(HORIZON_MILLIS));
    return times;
  }

  /**
   * Time of a probe since the last knock.
   *
   * @param knock 1 for the first
   * @param number 0 for the first probe after that knock
   */
  public Duration delayOf(int knock, int number) {
    List<Duration> dense = knock == 1 ? first : AFTER_LATER_KNOCK;
    if (number < dense.size()) {
      return dense.get(number);
    }
    Duration steady = knock == 1 ? STEADY_FROM : dense.getLast().plus(STEADY);
    return steady.plus(STEADY.multipliedBy(number - dense.size()));
  }

  /**
   * Whether a probe is to be given up after {@link #BRIEF_LIFE}; numbered as in {@link #delayOf}.
   */
  boolean isBrief(int knock, int number) {
    return knock == 1 && brief.contains(number);
  }

  private static List<Duration> millis(long... times) {
    return Arrays.stream(times).mapToObj(Duration::ofMillis).toList();
  }
}
