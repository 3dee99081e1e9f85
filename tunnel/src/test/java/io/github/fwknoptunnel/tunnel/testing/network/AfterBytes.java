package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;

/**
 * Something happens once this many bytes have passed, or at once for zero; nothing passes after.
 *
 * @param bytes that pass before
 */
record AfterBytes(long bytes, Event event) {
  /** What happens. */
  @FunctionalInterface
  interface Event {
    void happen(Stage next, Wire wire) throws IOException, InterruptedException;
  }

  Stage before(Stage next, Wire wire) throws IOException, InterruptedException {
    Counting counting = new Counting(this, next, wire);
    counting.bytes(new byte[0], 0, 0);
    return counting;
  }

  private static final class Counting implements Stage {
    private final Event event;
    private final Stage next;
    private final Wire wire;
    private long left;

    Counting(AfterBytes what, Stage next, Wire wire) {
      this.event = what.event();
      this.next = next;
      this.wire = wire;
      this.left = what.bytes();
    }

    @Override
    public void bytes(byte[] bytes, int from, int length) throws IOException, InterruptedException {
      if (left < 0) {
        return;
      }
      int count = (int) Math.min(left, length);
      next.bytes(bytes, from, count);
      left -= count;
      if (left == 0) {
        left = -1;
        event.happen(next, wire);
      }
    }

    @Override
    public void end() throws IOException, InterruptedException {
      if (left >= 0) {
        next.end();
      }
    }
  }
}
