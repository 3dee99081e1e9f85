package io.github.fwknoptunnel.tunnel.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How long a port that opened is thought to stay open. Of two clocks the faster counts: the
 * monotonic one stands still while a laptop sleeps, the wall clock may be set back. Immutable and
 * thread-safe.
 */
public final class AccessWindow {
  private final Duration length;
  private final Clock wall;
  private final LongSupplier nanos;
  private final Instant openedAt;
  private final long openedNanos;

  private AccessWindow(Duration length, Clock wall, LongSupplier nanos) {
    this.length = length;
    this.wall = wall;
    this.nanos = nanos;
    this.openedAt = wall.instant();
    this.openedNanos = nanos.getAsLong();
  }

  /** A window that opens now. */
  public static AccessWindow startingNow(Duration length) {
    return startingNow(length, Clock.systemUTC(), System::nanoTime);
  }

  static AccessWindow startingNow(Duration length, Clock wall, LongSupplier nanos) {
    return new AccessWindow(length, wall, nanos);
  }

  boolean isOpen() {
    return left().isPositive();
  }

  /** The time that is left; not positive once it is over. */
  public Duration left() {
    Duration byWall = Duration.between(openedAt, wall.instant());
    Duration byNanos = Duration.ofNanos(nanos.getAsLong() - openedNanos);
    return length.minus(byWall.compareTo(byNanos) > 0 ? byWall : byNanos);
  }
}
