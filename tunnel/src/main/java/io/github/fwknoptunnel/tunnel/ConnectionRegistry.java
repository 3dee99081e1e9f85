package io.github.fwknoptunnel.tunnel;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The connections that are alive, and how many there may be. Thread-safe. */
final class ConnectionRegistry {
  /** Once full, there is room again when a tenth is free: one line in the log, not thousands. */
  private static final int ROOM = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private final Set<TunnelConnection> alive = new HashSet<>();
  private final int limit;
  private final TunnelListener listener;
  private ByteCounts finished = ByteCounts.NONE;
  private boolean full;
  private boolean noMore;

  ConnectionRegistry(int limit, TunnelListener listener) {
    this.limit = limit;
    this.listener = listener;
  }

  /** Takes note of a connection, also of one more than there may be. */
  void add(TunnelConnection connection) {
    lock.lock();
    try {
      alive.add(connection);
    } finally {
      lock.unlock();
    }
  }

  void remove(TunnelConnection connection) {
    lock.lock();
    try {
      if (alive.remove(connection)) {
        finished = finished.plus(connection.bytes());
      }
      fewer.signalAll();
      if (full && !noMore && alive.size() <= limit - Math.max(1, limit / ROOM)) {
        full = false;
        listener.onEvent(new TunnelEvent.ConnectionLimitCleared(limit));
      }
    } finally {
      lock.unlock();
    }
  }

  /** What all connections have relayed so far, finished ones too: it never falls. */
  ByteCounts bytes() {
    lock.lock();
    try {
      return alive.stream().map(TunnelConnection::bytes).reduce(finished, ByteCounts::plus);
    } finally {
      lock.unlock();
    }
  }

  List<TunnelConnection> snapshot() {
    lock.lock();
    try {
      return List.copyOf(alive);
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits for room need not tell any more: nobody else will be served. */
  void shutdown() {
    lock.lock();
    try {
      noMore = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until one more may come. */
  void awaitCapacity() throws InterruptedException {
    lock.lock();
    try {
      if (alive.size() >= limit && !full && !noMore) {
        full = true;
        listener.onEvent(new TunnelEvent.ConnectionLimitReached(limit));
      }
      while (alive.size() >= limit) {
        fewer.await();
      }
    } finally {
      lock.unlock();
    }
  }

  void awaitDrained() throws InterruptedException {
    lock.lock();
    try {
      while (!alive.isEmpty()) {
        fewer.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether all were over within {@code timeout}. */
  boolean awaitDrained(Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lock();
    try {
      while (!alive.isEmpty() && nanos > 0) {
        nanos = fewer.awaitNanos(nanos);
      }
      return alive.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
