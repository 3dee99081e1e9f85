package io.github.fwknoptunnel.tunnel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open connections, how many of them are served, and which clients wait for a slot. Only served
 * clients count towards the limit: the others are authorized meanwhile, many at once, so that
 * rejected clients cost the others nothing but time. Thread-safe.
 */
final class ConnectionRegistry {
  /** Once full, there is room again when a tenth is free: one line in the log, not thousands. */
  private static final int ROOM = 10;

  /** Clients that are judged, or wait for a place, at a time. */
  static final int MAX_PENDING = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<TunnelConnection> alive = new HashSet<>();
  private final Set<TunnelConnection> served = new HashSet<>();
  private final Queue<Candidate> waiting = new ArrayDeque<>();
  private final int limit;
  private final TunnelListener listener;
  private ByteCounts finished = ByteCounts.NONE;
  private boolean full;
  private boolean noMore;

  /** A client that may be served once there is a place. */
  private record Candidate(TunnelConnection connection, CompletableFuture<Boolean> place) {}

  ConnectionRegistry(int limit, TunnelListener listener) {
    this.limit = limit;
    this.listener = listener;
  }

  /** Takes note of a connection that is not served yet. */
  void add(TunnelConnection connection) {
    lock.lock();
    try {
      alive.add(connection);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a connection its place among those that are served.
   *
   * @return completes with true when it has one, in the order of the calls; with false if the
   *     tunnel is closing
   */
  CompletableFuture<Boolean> admit(TunnelConnection connection) {
    CompletableFuture<Boolean> place = new CompletableFuture<>();
    lock.lock();
    try {
      if (served.size() < limit) {
        served.add(connection);
        place.complete(true); // Nobody depends on it yet.
      } else if (noMore) {
        place.complete(false);
      } else {
        waiting.add(new Candidate(connection, place));
      }
      return place;
    } finally {
      lock.unlock();
    }
  }

  void remove(TunnelConnection connection) {
    Candidate next = null;
    lock.lock();
    try {
      if (alive.remove(connection)) {
        finished = finished.plus(connection.bytes());
      }
      if (served.remove(connection)) {
        next = waiting.poll();
        if (next != null) {
          served.add(next.connection());
        }
      }
      changed.signalAll();
      if (full && !noMore && served.size() <= limit - Math.max(1, limit / ROOM)) {
        full = false;
        listener.onEvent(new TunnelEvent.ConnectionLimitCleared(limit));
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.place().complete(true);
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

  /** Nobody else will be served; clients that wait for a place are turned away. */
  void shutdown() {
    List<Candidate> late;
    lock.lock();
    try {
      noMore = true;
      late = List.copyOf(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    late.forEach(candidate -> candidate.place().complete(false));
  }

  /** Whether one more client cannot be served now. */
  boolean isFull() {
    lock.lock();
    try {
      return served.size() >= limit;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until one more may come.
   *
   * @return whether it had to wait
   */
  boolean awaitCapacity() throws InterruptedException {
    lock.lock();
    try {
      if (served.size() >= limit && !full && !noMore) {
        full = true;
        listener.onEvent(new TunnelEvent.ConnectionLimitReached(limit));
      }
      boolean waited = false;
      while (served.size() >= limit || alive.size() - served.size() >= MAX_PENDING) {
        waited = true;
        changed.await();
      }
      return waited;
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
        nanos = changed.awaitNanos(nanos);
      }
      return alive.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
