package io.github.fwknoptunnel.tunnel.relay;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The direct buffers of one loop: the large one that every read uses, and right-sized ones for
 * bytes that a peer did not accept yet. Not thread-safe.
 */
final class BufferPool {
  /** The most one read moves, so also the most that a flow keeps (docs/benchmarks). */
  static final int SHARED_BYTES = 512 * 1024;

  private static final int SMALLEST_BITS = 9;

  private static final int PAGE_BYTES = 4096;

  /** Less is not worth a read. */
  private static final int MIN_READ = 4 * 1024;

  private static final int LARGEST_BITS = 19;
  private static final int MAX_RETAINED_PER_SIZE = 4;

  private final ByteBuffer shared = aligned(SHARED_BYTES);
  private final List<Deque<ByteBuffer>> free = new ArrayList<>();
  private final BufferBudget budget;
  private long moved;

  BufferPool(BufferBudget budget) {
    this.budget = budget;
    for (int bits = SMALLEST_BITS; bits <= LARGEST_BITS; bits++) {
      free.add(new ArrayDeque<>());
    }
  }

  /** The shared buffer, empty, with room for {@code limit} bytes. */
  ByteBuffer shared(int limit) {
    return shared.clear().limit(limit);
  }

  /**
   * How many bytes may be read on the chance that the peer takes none of them. Zero, where all
   * connections together hold too much, only for a flow that {@code holds} something already: peers
   * that do not read must not stop the connections of those that do.
   */
  int readable(int wanted, boolean holds) {
    long room = budget.free();
    if (room >= MIN_READ) {
      return (int) Math.min(wanted, room);
    }
    if (holds) {
      return 0;
    }
    return Math.min(wanted, budget.isOverdrawn() ? 1 << SMALLEST_BITS : MIN_READ);
  }

  /**
   * Copies the rest of {@code bytes} into a buffer of at least {@code capacity}, ready to be read
   * from.
   */
  ByteBuffer retain(ByteBuffer bytes, int capacity) {
    int size = sizeClass(capacity);
    ByteBuffer kept = free.get(size).pollFirst();
    if (kept == null) {
      kept = ByteBuffer.allocateDirect(1 << (size + SMALLEST_BITS));
    }
    budget.reserve(kept.capacity());
    return kept.clear().put(bytes).flip();
  }

  /** Gives {@code kept} back and keeps its rest and {@code bytes} together. */
  ByteBuffer append(ByteBuffer kept, ByteBuffer bytes) {
    int both = kept.remaining() + bytes.remaining();
    if (both <= kept.capacity()) {
      return kept.compact().put(bytes).flip();
    }
    ByteBuffer longer = retain(kept, both);
    release(kept);
    return longer.limit(longer.capacity()).position(both - bytes.remaining()).put(bytes).flip();
  }

  /** Notes that {@code count} bytes went through. */
  void moved(int count) {
    moved += count;
  }

  /** How many bytes went through since the last call. */
  long takeMoved() {
    long since = moved;
    moved = 0;
    return since;
  }

  void release(ByteBuffer kept) {
    budget.release(kept.capacity());
    Deque<ByteBuffer> sameSize = free.get(sizeClass(kept.capacity()));
    if (sameSize.size() < MAX_RETAINED_PER_SIZE) {
      sameSize.addFirst(kept);
    }
  }

  /**
   * On a whole page: some processors copy into such a buffer several times as fast as into one that
   * begins where the allocator happens to put it (docs/benchmarks).
   */
  private static ByteBuffer aligned(int capacity) {
    return ByteBuffer.allocateDirect(capacity + PAGE_BYTES - 1).alignedSlice(PAGE_BYTES);
  }

  private static int sizeClass(int bytes) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(bytes, 2) - 1);
    return Math.max(bits, SMALLEST_BITS) - SMALLEST_BITS;
  }
}
