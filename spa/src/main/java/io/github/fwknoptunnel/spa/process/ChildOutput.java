package io.github.fwknoptunnel.spa.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a child process prints, read without blocking: a background process that inherited the pipe
 * may hold it open for ever. The JDK closes this end when the child has ended. Not thread-safe.
 */
public final class ChildOutput {
  /** Takes over a piece of the output. */
  @FunctionalInterface
  public interface Sink {
    /** The array is reused after the return. */
    void take(byte[] bytes, int length) throws IOException;
  }

  private static final int PIECE = 8192;
  private static final long INTERVAL_MILLIS = 5;

  private final Process process;
  private final InputStream stream;
  private final Sink sink;

  public ChildOutput(Process process, InputStream stream, Sink sink) {
    this.process = process;
    this.stream = stream;
    this.sink = sink;
  }

  /** Hands over what can be read now; whether there was anything. */
  public boolean pump() throws IOException {
    byte[] piece = new byte[PIECE];
    try {
      if (stream.available() <= 0) {
        return false;
      }
      // Of this length, so that the JDK keeps no copy: what is read may be keys.
      int length = stream.read(piece, 0, PIECE);
      if (length <= 0) {
        return false;
      }
      sink.take(piece, length);
      return true;
    } finally {
      Arrays.fill(piece, (byte) 0);
    }
  }

  /**
   * Hands over all output until the process has ended, and after that until none has come for
   * {@code quiet}: the JDK takes the rest out of the pipe then, on a thread of its own.
   *
   * @return whether the process ended within {@code limit}
   */
  public boolean copy(Duration limit, Duration quiet) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      pumpOrWait();
    }
    long last = System.nanoTime();
    // A background process that never stops printing must not hold this up either.
    long end = last + quiet.toNanos() + Duration.ofSeconds(1).toNanos();
    while (System.nanoTime() - last < quiet.toNanos() && System.nanoTime() - end < 0) {
      if (pumpOrWait()) {
        last = System.nanoTime();
      }
    }
    return true;
  }

  private boolean pumpOrWait() throws IOException, InterruptedException {
    boolean more = pump();
    if (!more) {
      Thread.sleep(INTERVAL_MILLIS);
    }
    return more;
  }
}
