package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Waits for a selector in the way that suits what has just moved (docs/benchmarks).
 *
 * <p>A conversation's next message is awaited awake for a moment, since to put a thread to sleep
 * and to wake it takes longer than many an answer does; but only where the last wait was short, so
 * that a conversation with pauses costs no processor time, and where few speak. A stream gains
 * nothing by that: there others go first, so that sockets fill and the next reads are fewer and
 * larger. All of it is for speed, and nothing else hangs on it.
 */
@SuppressWarnings("ThreadPriorityCheck") // Thread.yield is a hint here, and meant as one.
final class AdaptiveSelect {
  /** Answers on one machine or in one rack come sooner; for what comes later sleep is cheaper. */
  private static final long AWAKE_NANOS = 50_000;

  /** A wait with sleep that was no longer than this would have been shorter without. */
  private static final long SHORT_NANOS = 80_000;

  /**
   * Where more peers than these speak at once, there will be one that does: no need to look out.
   */
  private static final int FEW = 2;

  /** Far above what conversations move in a few rounds, so that no answer waits as for a stream. */
  private static final long STREAM_BYTES = 64 * 1024;

  private final Selector selector;
  private final Consumer<SelectionKey> dispatch;
  private final BooleanSupplier interrupted;
  private boolean lively;
  private long moved;

  /**
   * @param interrupted whether something else is to be done; whoever brings it calls {@link
   *     Selector#wakeup} afterwards
   */
  AdaptiveSelect(Selector selector, Consumer<SelectionKey> dispatch, BooleanSupplier interrupted) {
    this.selector = selector;
    this.dispatch = dispatch;
    this.interrupted = interrupted;
  }

  /**
   * Returns after events were dispatched, after an interruption, or when it took too long.
   *
   * @param justMoved bytes that went through since the last wait
   */
  void await(long justMoved, long timeoutMillis) throws IOException {
    moved = moved / 2 + justMoved;
    boolean stream = moved >= STREAM_BYTES;
    if (stream) {
      Thread.yield();
    }
    long start = System.nanoTime();
    if (lively && !stream && busyPoll(start + AWAKE_NANOS)) {
      return;
    }
    int events = selector.select(dispatch, timeoutMillis);
    lively = events > 0 && events <= FEW && !stream && System.nanoTime() - start < SHORT_NANOS;
  }

  private boolean busyPoll(long deadline) throws IOException {
    do {
      int events = selector.selectNow(dispatch);
      if (events > 0 || interrupted.getAsBoolean()) {
        lively = events <= FEW;
        return true;
      }
      Thread.yield();
    } while (System.nanoTime() - deadline < 0);
    return false;
  }
}
