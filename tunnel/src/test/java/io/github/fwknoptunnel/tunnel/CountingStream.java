package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was written completely. */
final class CountingStream extends FilterOutputStream {
  private static final long STANDSTILL_NANOS = Duration.ofMillis(300).toNanos();

  private final AtomicLong written;

  CountingStream(OutputStream out, AtomicLong written) {
    super(out);
    this.written = written;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    written.addAndGet(length);
  }

  /** Waits until something was written and nothing more is. */
  static void awaitStandstill(AtomicLong written) throws Exception {
    long[] last = {0, System.nanoTime()};
    eventually(
        "a standstill",
        () -> {
          if (written.get() != last[0]) {
            last[0] = written.get();
            last[1] = System.nanoTime();
          }
          return last[0] > 0 && System.nanoTime() - last[1] > STANDSTILL_NANOS;
        });
  }
}
