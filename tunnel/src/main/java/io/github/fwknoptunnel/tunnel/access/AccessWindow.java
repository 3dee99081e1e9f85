package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.time.Age;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time for which an opened port is assumed to stay open; it also passes while a laptop sleeps.
 * Immutable and thread-safe.
 */
public record AccessWindow(Duration length, Age age) {
  /** A window that opens now. */
  public static AccessWindow startingNow(Duration length) {
    return new AccessWindow(length, Age.Clocks.SYSTEM.start());
  }

  static AccessWindow startingNow(Duration length, Clock wall, LongSupplier nanos) {
    return new AccessWindow(length, new Age.Clocks(wall, nanos).start());
  }

  boolean isOpen() {
    return left().isPositive();
  }

  /** The time that is left; not positive once it is over. */
  public Duration left() {
    return length.minus(age.get());
  }
}
