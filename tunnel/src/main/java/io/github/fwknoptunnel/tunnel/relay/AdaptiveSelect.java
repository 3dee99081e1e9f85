package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Waits for a selector in the way that suits what was moved last (docs/benchmarks).
 *
 * <p>After a small request or response, it polls the selector for a moment before it blocks,
 * because parking and waking the thread takes longer than many round trips. It does so only if the
 * last wait was short, so that a conversation with pauses costs no processor time, and if few
 * sockets were ready. Polling does not help streams: it yields instead, so that sockets fill and
 * the next reads are fewer and larger. All of this is for speed only.
 */
@SuppressWarnings("ThreadPriorityCheck") // Thread.yield is a hint here, and meant as one.
final class AdaptiveSelect {
  /** Answers on one machine or in one rack come sooner; for what comes later sleep is cheaper. */
  private static final long BUSY_POLL_NANOS = 50_000;

  /** A wait with sleep that was no longer than this would have been shorter without. */
  private static final long SHORT_NANOS = 80_000;

  /** With more active peers than these one of them is nearly always ready: no busy-poll needed. */
  private static final int FEW = 2;

  /** Far above what conversations move in a few rounds, so that no answer waits as for a stream. */
  private static final long STREAM_BYTES = 64 * 1024;

  private final Selector selector;
  private final Consumer<SelectionKey> dispatch;
  private final BooleanSupplier interrupted;
  private boolean lively;
  private long moved;

  /**
   * @param interrupted whether other work is queued; its producer calls {@link Selector#wakeup}
   *     afterwards
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
    if (lively && !stream && busyPoll(start + BUSY_POLL_NANOS)) {
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
