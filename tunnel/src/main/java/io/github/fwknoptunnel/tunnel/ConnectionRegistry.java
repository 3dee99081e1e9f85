package io.github.fwknoptunnel.tunnel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The open connections, how many of them are served, and which clients wait for a slot. Only served
 * clients count towards the limit: the others are authorized meanwhile, many at once, so that
 * rejected clients cost the others nothing but time. Thread-safe.
 */
final class ConnectionRegistry {
  /** Once full, there is room again when a tenth is free: one line in the log, not thousands. */
  private static final int HYSTERESIS = 10;

  /** Clients that are judged, or wait for a place, at a time. */
  static final int MAX_PENDING = 32;

  private final Set<TunnelConnection> alive = new HashSet<>();
  private final Set<TunnelConnection> served = new HashSet<>();
  private final Queue<Candidate> waiting = new ArrayDeque<>();
  private final int limit;
  private final TunnelListener listener;
  private ByteCounts finished = ByteCounts.NONE;
  private boolean full;
  private boolean isShutDown;

  /** A client that may be served once there is a place. */
  private record Candidate(TunnelConnection connection, CompletableFuture<Boolean> place) {}

  ConnectionRegistry(int limit, TunnelListener listener) {
    this.limit = limit;
    this.listener = listener;
  }

  /** Takes note of a connection that is not served yet. */
  synchronized void add(TunnelConnection connection) {
    alive.add(connection);
  }

  /**
   * Gives a connection its place among those that are served.
   *
   * @return completes with true when it has one, in the order of the calls; with false if the
   *     tunnel is closing
   */
  synchronized CompletableFuture<Boolean> admit(TunnelConnection connection) {
    CompletableFuture<Boolean> place = new CompletableFuture<>();
    if (served.size() < limit) {
      served.add(connection);
      place.complete(true); // Nothing depends on it yet.
    } else if (isShutDown) {
      place.complete(false);
    } else {
      waiting.add(new Candidate(connection, place));
    }
    return place;
  }

  void remove(TunnelConnection connection) {
    Candidate next = null;
    synchronized (this) {
      if (alive.remove(connection)) {
        finished = finished.plus(connection.bytes());
      }
      if (served.remove(connection)) {
        next = waiting.poll();
        if (next != null) {
          served.add(next.connection());
        }
      }
      notifyAll();
      if (full && !isShutDown && served.size() <= limit - Math.max(1, limit / HYSTERESIS)) {
        full = false;
        listener.onEvent(new TunnelEvent.ConnectionLimitCleared(limit));
      }
    }
    if (next != null) {
      next.place().complete(true);
    }
  }

  /** What all connections have relayed so far, finished ones too: it never falls. */
  synchronized ByteCounts bytes() {
    return alive.stream().map(TunnelConnection::bytes).reduce(finished, ByteCounts::plus);
  }

  synchronized List<TunnelConnection> snapshot() {
    return List.copyOf(alive);
  }

  /** No further client is served; clients that wait for a place are turned away. */
  void shutdown() {
    List<Candidate> late;
    synchronized (this) {
      isShutDown = true;
      late = List.copyOf(waiting);
      waiting.clear();
    }
    late.forEach(candidate -> candidate.place().complete(false));
  }

  /** Whether one more client cannot be served now. */
  synchronized boolean isFull() {
    return served.size() >= limit;
  }

  /** Waits until one more may come; whether it had to. */
  synchronized boolean awaitCapacity() throws InterruptedException {
    if (served.size() >= limit && !full && !isShutDown) {
      full = true;
      listener.onEvent(new TunnelEvent.ConnectionLimitReached(limit));
    }
    boolean waited = false;
    while (served.size() >= limit || alive.size() - served.size() >= MAX_PENDING) {
      waited = true;
      wait();
    }
    return waited;
  }

  /** Whether all were over within {@code timeout}. */
  synchronized boolean awaitDrained(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (long left = timeout.toNanos();
        !alive.isEmpty() && left > 0;
        left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return alive.isEmpty();
  }
}
