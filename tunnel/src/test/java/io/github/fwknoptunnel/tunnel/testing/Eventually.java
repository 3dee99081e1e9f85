package io.github.fwknoptunnel.tunnel.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Waits for what another thread or the kernel brings about soon. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(2);
  private static final Duration STILL = Duration.ofMillis(300);

  private Eventually() {}

  /** Returns as soon as {@code condition} holds; fails when it does not for long. */
  public static void eventually(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("never came: " + what);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** Waits until {@code number} has left {@code first}, and then moves no more; returns it. */
  public static long standstill(LongSupplier number, long first) throws Exception {
    long[] last = {first, System.nanoTime()};
    eventually(
        "a standstill",
        () -> {
          long now = number.getAsLong();
          if (now == first || now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > STILL.toNanos();
        });
    return last[0];
  }
}
