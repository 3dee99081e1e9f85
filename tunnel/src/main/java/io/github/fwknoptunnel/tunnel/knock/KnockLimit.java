package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.time.Duration;

/**
 * So many knocks in any 60 seconds and no more, however they are spread. A server that is flooded
 * with packets, each of which it must decrypt, would keep out everybody else. Thread-safe.
 */
public final class KnockLimit {
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final PatientClock clock;

  /** When the last knocks were, as a ring: the oldest of them stands at {@code next}. */
  private final long[] taken;

  private int next;
  private long count;

  KnockLimit(int perMinute, PatientClock clock) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("knocks per minute: " + perMinute);
    }
    this.taken = new long[perMinute];
    this.clock = clock;
  }

  /**
   * A limit that was not used yet.
   *
   * @param knocks at least 1
   */
  public static KnockLimit perMinute(int knocks) {
    return new KnockLimit(knocks, PatientClock.SYSTEM);
  }

  /**
   * Waits until a knock is allowed, and takes it.
   *
   * @throws OpenException if none is for as long as {@code patience}
   * @throws InterruptedException if whoever waits here was told to stop
   */
  void take(Duration patience) throws OpenException, InterruptedException {
    long begun = clock.nanos();
    while (!tryTake()) {
      Duration left = patience.minusNanos(clock.nanos() - begun);
      if (!left.isPositive()) {
        throw new OpenException(new OpenFailure.KnockLimitReached(taken.length, patience));
      }
      Duration until = untilFree();
      clock.sleep(until.compareTo(left) < 0 ? until : left);
    }
  }

  /** Takes a knock if one is allowed right now. */
  synchronized boolean tryTake() {
    if (untilFree().isPositive()) {
      return false;
    }
    taken[next] = clock.nanos();
    next = (next + 1) % taken.length;
    count++;
    return true;
  }

  private synchronized Duration untilFree() {
    return count < taken.length ? Duration.ZERO : SPAN.minusNanos(clock.nanos() - taken[next]);
  }
}
