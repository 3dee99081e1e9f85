package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** No more than this many bytes pass in a second; the sender is held up. */
public record Bandwidth(long bytesPerSecond) implements Fault {
  /** What passes in this part of a second passes at once. */
  private static final int STEPS_PER_SECOND = 100;

  @Override
  public Stage before(Stage next, Wire wire) {
    return new Stage() {
      @Override
      public void bytes(byte[] bytes, int from, int length)
          throws IOException, InterruptedException {
        int step = (int) Math.max(1, bytesPerSecond / STEPS_PER_SECOND);
        for (int done = 0; done < length; done += step) {
          int count = Math.min(step, length - done);
          next.bytes(bytes, from + done, count);
          TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(count) / bytesPerSecond);
        }
      }

      @Override
      public void end() throws IOException, InterruptedException {
        next.end();
      }
    };
  }
}
