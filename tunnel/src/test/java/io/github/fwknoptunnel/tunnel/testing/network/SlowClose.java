package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of the stream arrives this much later than its last byte. */
public record SlowClose(Duration delay) implements Fault {
  @Override
  public Stage before(Stage next, Wire wire) {
    return new Stage() {
      @Override
      public void bytes(byte[] bytes, int from, int length)
          throws IOException, InterruptedException {
        next.bytes(bytes, from, length);
      }

      @Override
      public void end() throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        next.end();
      }
    };
  }
}
