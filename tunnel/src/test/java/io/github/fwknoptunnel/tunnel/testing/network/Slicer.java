package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Bytes arrive in pieces of random length, each a segment of its own.
 *
 * @param smallest length of a piece, at least 1
 * @param largest length of a piece
 * @param seed tells the lengths again, for each connection its own
 */
public record Slicer(int smallest, int largest, long seed) implements Fault {
  @Override
  public Stage before(Stage next, Wire wire) {
    SplittableRandom random = new SplittableRandom(seed + wire.number());
    return new Stage() {
      @Override
      public void bytes(byte[] bytes, int from, int length)
          throws IOException, InterruptedException {
        for (int done = 0; done < length; ) {
          int count = Math.min(random.nextInt(smallest, largest + 1), length - done);
          next.bytes(bytes, from + done, count);
          done += count;
        }
      }

      @Override
      public void end() throws IOException, InterruptedException {
        next.end();
      }
    };
  }
}
