package io.github.fwknoptunnel.tunnel.relay;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The queue of tasks that other threads submit to a loop. Thread-safe, except for {@link #run} and
 * {@link #end}, which only the loop calls.
 */
final class LoopTaskQueue {
  private final Selector selector;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /**
   * @param selector where the loop sleeps
   */
  LoopTaskQueue(Selector selector) {
    this.selector = selector;
  }

  /**
   * Has it done on the loop's thread, soon. After the loop has ended it is done at once: what comes
   * too late must be closed as well.
   */
  void add(Runnable task) {
    waiting.add(task);
    if (ended) {
      run();
    } else {
      selector.wakeup();
    }
  }

  boolean waiting() {
    return !waiting.isEmpty();
  }

  boolean ended() {
    return ended;
  }

  /** Only after the loop has ended is there more than one thread here. */
  synchronized void run() {
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }

  void end() {
    ended = true;
    run();
  }
}
