package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * So many knocks in any 60 seconds and no more, however they are spread. A server that is flooded
 * with packets, each of which it must decrypt, would keep out everybody else. Thread-safe.
 */
public final class KnockRateLimiter {
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final MonotonicClock clock;

  private final int most;

  /** When the last knocks were, the oldest first. */
  private final Deque<Long> taken = new ArrayDeque<>();

  KnockRateLimiter(int perMinute, MonotonicClock clock) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("knocks per minute: " + perMinute);
    }
    this.most = perMinute;
    this.clock = clock;
  }

  /**
   * A limit that was not used yet.
   *
   * @param knocks at least 1
   */
  public static KnockRateLimiter perMinute(int knocks) {
    return new KnockRateLimiter(knocks, MonotonicClock.SYSTEM);
  }

  /**
   * Waits until a knock is allowed, and takes it.
   *
   * @throws ConnectFailedException if none is for as long as {@code timeout}
   * @throws InterruptedException if whoever waits here was told to stop
   */
  long acquire(Duration timeout) throws ConnectFailedException, InterruptedException {
    long begun = clock.nanos();
    OptionalLong turn = tryAcquire();
    while (turn.isEmpty()) {
      Duration left = timeout.minusNanos(clock.nanos() - begun);
      if (!left.isPositive()) {
        throw new ConnectFailedException(new ConnectFailure.KnockRateLimited(most, timeout));
      }
      Duration until = untilFree();
      clock.sleep(shorter(until, left));
      turn = tryAcquire();
    }
    return turn.getAsLong();
  }

  /** A turn that was given back meanwhile is tried for at once. */
  private static Duration shorter(Duration until, Duration left) {
    Duration wait = until.isPositive() ? until : Duration.ofMillis(1);
    return wait.compareTo(left) < 0 ? wait : left;
  }

  /** Takes a knock if one is allowed right now; the number of the turn. */
  synchronized OptionalLong tryAcquire() {
    if (untilFree().isPositive()) {
      return OptionalLong.empty();
    }
    if (taken.size() == most) {
      taken.remove();
    }
    long turn = clock.nanos();
    taken.add(turn);
    return OptionalLong.of(turn);
  }

  /** Gives a turn back in which nothing was sent. */
  synchronized void release(long turn) {
    taken.removeLastOccurrence(turn);
  }

  private synchronized Duration untilFree() {
    return taken.size() < most ? Duration.ZERO : SPAN.minusNanos(clock.nanos() - taken.getFirst());
  }
}
