package io.github.fwknoptunnel.tunnel.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private static final long BUDGET = 1 << 20;

  private final BufferBudget budget = new BufferBudget(BUDGET);
  private final BufferPool pool = new BufferPool(budget);

  @Test
  void aByteThatIsKeptDoesNotCostAPage() {
    ByteBuffer kept = pool.retain(bytes(0, 1), 1);

    assertTrue(BUDGET - budget.free() <= 512, () -> "it took " + (BUDGET - budget.free()));
    assertEquals(bytes(0, 1), kept);
  }

  @Test
  void piecesThatAreKeptTogetherStayInOrderAndTakeNoMoreThanTheyNeed() {
    ByteBuffer kept = pool.retain(bytes(0, 3), 3);
    int[] pieces = {1, 500, 8, 4096, 7, 11000};
    int end = 3;
    for (int piece : pieces) {
      kept = pool.append(kept, bytes(end, piece));
      end += piece;
      assertEquals(bytes(0, end), kept);
    }

    assertEquals(16 * 1024, BUDGET - budget.free());
    pool.release(kept);
    assertEquals(BUDGET, budget.free());
  }

  @Test
  void aPieceIsAddedToWhatIsLeftOfAHalfWrittenOne() {
    ByteBuffer kept = pool.retain(bytes(0, 400), 400);
    kept.position(300);

    assertEquals(bytes(300, 400), pool.append(kept, bytes(400, 300)));
  }

  /** {@code count} bytes of an endless row of numbers. */
  private static ByteBuffer bytes(int from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    for (int i = from; i < from + count; i++) {
      bytes.put((byte) (i * 31));
    }
    return bytes.flip();
  }
}
