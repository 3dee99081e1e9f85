package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;

/** A monotonic clock with a sleep; tests replace it so that they do not have to wait. */
interface MonotonicClock {
  MonotonicClock SYSTEM =
      new MonotonicClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /** Nanoseconds since an arbitrary moment. */
  long nanos();

  /** Returns after {@code time}, or a little later. */
  void sleep(Duration time) throws InterruptedException;
}
