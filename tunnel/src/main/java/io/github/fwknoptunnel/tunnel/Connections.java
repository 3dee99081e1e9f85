package io.github.fwknoptunnel.tunnel;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The connections that are alive. Thread-safe. */
final class Connections {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Set<TunnelConnection> alive = new HashSet<>();

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
      alive.remove(connection);
      if (alive.isEmpty()) {
        empty.signalAll();
      }
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

  void awaitNone() throws InterruptedException {
    lock.lock();
    try {
      while (!alive.isEmpty()) {
        empty.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether all were over within {@code limit}. */
  boolean awaitNone(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!alive.isEmpty() && nanos > 0) {
        nanos = empty.awaitNanos(nanos);
      }
      return alive.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
