package io.github.fwknoptunnel.tunnel.relay;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that all connections together hold for peers that do not read. Without it, a
 * thousand stalled readers would exhaust the direct memory, which by default is as large as the
 * heap, and end the process. Thread-safe.
 */
final class BufferBudget {
  private final long bytes;
  private final AtomicLong free;

  BufferBudget(long bytes) {
    this.bytes = bytes;
    this.free = new AtomicLong(bytes);
  }

  static BufferBudget halfOfDirectMemory() {
    return new BufferBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  long free() {
    return free.get();
  }

  /** Whether more than one and a half of it is in use: what is left of the memory is needed. */
  boolean isOverdrawn() {
    return free.get() < -bytes / 2;
  }

  /** Takes {@code bytes}, also below zero: who has read them already must keep them. */
  void reserve(int bytes) {
    free.addAndGet(-bytes);
  }

  void release(int bytes) {
    free.addAndGet(bytes);
  }
}
