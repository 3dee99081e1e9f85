package io.github.fwknoptunnel.cli.log;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Lets a few lines of one kind through in each second and counts the others. Thread-safe.
 *
 * @see #passes
 */
final class Flood {
  static final int MAX_PER_SECOND = 10;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongConsumer summary;
  private long start = System.nanoTime() - SECOND;
  private int shown;
  private long suppressed;

  /**
   * A filter.
   *
   * @param summary receives the number of lines omitted in a second
   */
  Flood(LongConsumer summary) {
    this.summary = summary;
  }

  /** Whether a line that would be printed now should be. */
  boolean passes() {
    long before;
    boolean pass;
    synchronized (this) {
      before = System.nanoTime() - start >= SECOND ? reset() : 0;
      pass = shown < MAX_PER_SECOND;
      if (pass) {
        shown++;
      } else if (suppressed++ == 0) {
        endSecondLater();
      }
    }
    report(before);
    return pass;
  }

  private long reset() {
    long before = suppressed;
    start = System.nanoTime();
    shown = 0;
    suppressed = 0;
    return before;
  }

  /** The last second of a flood has a summary too. */
  private void endSecondLater() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            TimeUnit.NANOSECONDS.sleep(SECOND);
            end();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void end() {
    long before;
    synchronized (this) {
      before = System.nanoTime() - start >= SECOND ? reset() : 0;
    }
    report(before);
  }

  private void report(long count) {
    if (count > 0) {
      summary.accept(count);
    }
  }
}
