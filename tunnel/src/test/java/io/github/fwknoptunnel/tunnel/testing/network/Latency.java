package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Everything arrives this much later, in order; what is on its way does not hold up the rest. */
public record Latency(Duration delay) implements Fault {
  /** Pieces on their way before the sender is held up. */
  private static final int CAPACITY = 256;

  @Override
  public Stage before(Stage next, Wire wire) {
    BlockingQueue<Piece> onItsWay = new ArrayBlockingQueue<>(CAPACITY);
    Thread.ofPlatform()
        .name("latency-" + wire.number())
        .daemon()
        .start(() -> deliver(onItsWay, next, wire));
    return new Line(onItsWay);
  }

  /** No bytes stand for the end. */
  private record Piece(long sent, byte[] bytes) {}

  private record Line(BlockingQueue<Piece> onItsWay) implements Stage {
    @Override
    public void bytes(byte[] bytes, int from, int length) throws InterruptedException {
      if (length == 0) {
        return;
      }
      byte[] copy = new byte[length];
      System.arraycopy(bytes, from, copy, 0, length);
      onItsWay.put(new Piece(System.nanoTime(), copy));
    }

    @Override
    public void end() throws InterruptedException {
      onItsWay.put(new Piece(System.nanoTime(), new byte[0]));
    }
  }

  private void deliver(BlockingQueue<Piece> onItsWay, Stage next, Wire wire) {
    try {
      while (!wire.isOver()) {
        Piece piece = onItsWay.poll(1, TimeUnit.SECONDS);
        if (piece == null) {
          continue;
        }
        long early = piece.sent() + delay.toNanos() - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(early);
        if (piece.bytes().length == 0) {
          next.end();
          return;
        }
        next.bytes(piece.bytes(), 0, piece.bytes().length);
      }
    } catch (IOException | InterruptedException e) {
      wire.abandon();
    }
  }
}
