package io.github.fwknoptunnel.spa.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads the output of a child process without blocking, because a background process that inherited
 * the pipe may keep it open for ever. The JDK closes this end when the child has ended. Not
 * thread-safe.
 */
public record ChildOutput(Process process, InputStream stream, Sink sink) {
  /** Takes over a piece of the output. */
  @FunctionalInterface
  public interface Sink {
    /** The array is reused after the return. */
    void take(byte[] bytes, int length) throws IOException;
  }

  private static final int PIECE = 8192;

  /** As much as a pipe of Linux can hold. */
  private static final int PIPE = 1024 * 1024;

  private static final long INTERVAL_MILLIS = 5;

  /** Hands over what can be read now; how many bytes that were. */
  private int pump() throws IOException {
    byte[] piece = new byte[PIECE];
    try {
      if (stream.available() <= 0) {
        return 0;
      }
      // Of this length, so that the JDK keeps no copy: what is read may be keys.
      int length = stream.read(piece, 0, PIECE);
      if (length <= 0) {
        return 0;
      }
      sink.take(piece, length);
      return length;
    } finally {
      Arrays.fill(piece, (byte) 0);
    }
  }

  /**
   * Hands over all that the process prints, and what its children print until none has come from
   * them for {@code quiet} after its end.
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
    // All that it printed can be read now, however slow this machine is: the bytes are in the pipe,
    // or the JDK has put them, under the stream's lock, where available() counts them.
    for (int taken = 0, more = 1; taken < PIPE && more > 0; taken += more) {
      more = pump();
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
    boolean more = pump() > 0;
    if (!more) {
      Thread.sleep(INTERVAL_MILLIS);
    }
    return more;
  }
}
