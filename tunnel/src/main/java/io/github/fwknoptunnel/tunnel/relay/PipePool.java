package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of one loop. A direction needs one only while its peer does not accept everything, so a
 * few are enough; the number of pipes of a user is limited and shared with other programs. Not
 * thread-safe.
 */
final class PipePool {
  /** What a slow reader may hold, as with a buffer. */
  private static final int CAPACITY = BufferPool.SHARED_BYTES;

  private static final int MAX_PIPES = 8;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private @Nullable SplicePipe free;
  private boolean used;
  private int lent;
  private long closedUntil = System.nanoTime();

  /** Loaded at first use, which most tunnels never reach. */
  private static final class Installed {
    static final Optional<SpliceProvider> SPLICING =
        ServiceLoader.load(SpliceProvider.class, SpliceProvider.class.getClassLoader()).findFirst();
  }

  /** The service, if there is one and it can be used now. */
  static Optional<SpliceProvider> splicing() {
    return Installed.SPLICING.filter(SpliceProvider::ready);
  }

  /** An empty pipe, or null if there is none to be had. */
  @Nullable SplicePipe take(SpliceProvider splicing) {
    SplicePipe pipe = free;
    free = null;
    used = true;
    if (pipe == null && lent < MAX_PIPES && System.nanoTime() - closedUntil >= 0) {
      pipe = open(splicing);
    }
    lent += pipe == null ? 0 : 1;
    return pipe;
  }

  private @Nullable SplicePipe open(SpliceProvider splicing) {
    try {
      return splicing.open(CAPACITY);
    } catch (IOException e) {
      closedUntil = System.nanoTime() + RETRY_NANOS;
      return null;
    }
  }

  void release(SplicePipe pipe) {
    lent--;
    if (free == null && pipe.isOpen() && pipe.bytes() == 0) {
      free = pipe;
    } else {
      pipe.close();
    }
  }

  /** A pipe waits for its next use. */
  boolean holdsOne() {
    return free != null;
  }

  /** Closes a pipe that was not used since this was called last: streams have their pauses. */
  void trimIdle() {
    if (!used) {
      close();
    }
    used = false;
  }

  void close() {
    if (free != null) {
      free.close();
      free = null;
    }
  }
}
