package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Limits the knocks in any 60 seconds (a sliding window), because a flooded server, which must
 * decrypt every packet, would serve no other client. Thread-safe.
 */
public final class KnockRateLimiter {
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final MonotonicClock clock;

  private final int perMinute;

  /** When the last knocks were, the oldest first. */
  private final Deque<Long> taken = new ArrayDeque<>();

  KnockRateLimiter(int perMinute, MonotonicClock clock) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("knocks per minute: " + perMinute);
    }
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /**
   * {@return a limiter with all its permits}
   *
   * @param knocks maximum in any 60 seconds, at least 1
   */
  public static KnockRateLimiter perMinute(int knocks) {
    return new KnockRateLimiter(knocks, MonotonicClock.SYSTEM);
  }

  /**
   * Waits until a permit is available, and takes it.
   *
   * @return the number of the permit
   * @throws ConnectFailedException if none is available within {@code timeout}
   * @throws InterruptedException if the waiting thread is interrupted
   */
  long acquire(Duration timeout) throws ConnectFailedException, InterruptedException {
    long begun = clock.nanos();
    OptionalLong turn = tryAcquire();
    while (turn.isEmpty()) {
      Duration left = timeout.minusNanos(clock.nanos() - begun);
      if (!left.isPositive()) {
        throw new ConnectFailedException(new ConnectFailure.KnockRateLimited(perMinute, timeout));
      }
      Duration until = untilFree();
      clock.sleep(shorter(until, left));
      turn = tryAcquire();
    }
    return turn.getAsLong();
  }

  /** A permit that was returned meanwhile is tried at once. */
  private static Duration shorter(Duration until, Duration left) {
    Duration wait = until.isPositive() ? until : Duration.ofMillis(1);
    return wait.compareTo(left) < 0 ? wait : left;
  }

  /** Takes a permit if one is available now; returns its number. */
  synchronized OptionalLong tryAcquire() {
    if (untilFree().isPositive()) {
      return OptionalLong.empty();
    }
    if (taken.size() == perMinute) {
      taken.remove();
    }
    long turn = clock.nanos();
    taken.add(turn);
    return OptionalLong.of(turn);
  }

  /** Returns a permit that was not used. */
  synchronized void release(long turn) {
    taken.removeLastOccurrence(turn);
  }

  private synchronized Duration untilFree() {
    return taken.size() < perMinute
        ? Duration.ZERO
        : SPAN.minusNanos(clock.nanos() - taken.getFirst());
  }
}
