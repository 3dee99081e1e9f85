package io.github.fwknoptunnel.spa.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time since a moment, by the faster of two clocks: the monotonic clock stops while a laptop
 * sleeps, and the wall clock may be set back. Immutable and thread-safe.
 */
public final class Age {
  private final Clocks clocks;
  private final Instant wallStart;
  private final long nanosStart;

  private Age(Clocks clocks) {
    this.clocks = clocks;
    this.wallStart = clocks.wall().instant();
    this.nanosStart = clocks.nanos().getAsLong();
  }

  /**
   * What time is read from.
   *
   * @param nanos as of {@link System#nanoTime}
   */
  public record Clocks(Clock wall, LongSupplier nanos) {
    public static final Clocks SYSTEM = new Clocks(Clock.systemUTC(), System::nanoTime);

    /** The age of something that begins now. */
    public Age start() {
      return new Age(this);
    }
  }

  /** How old it is by now. */
  public Duration get() {
    Duration byWall = Duration.between(wallStart, clocks.wall().instant());
    Duration byNanos = Duration.ofNanos(clocks.nanos().getAsLong() - nanosStart);
    return byWall.compareTo(byNanos) > 0 ? byWall : byNanos;
  }

  public boolean isOver(Duration limit) {
    return get().compareTo(limit) >= 0;
  }
}
