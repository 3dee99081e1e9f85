package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** One connection through the network: what a fault can do to all of it. */
public final class Wire {
  private final long number;
  private final Socket near;
  private final Socket far;
  private final CountDownLatch over = new CountDownLatch(1);
  private int openDirections = 2;

  Wire(long number, Socket near, Socket far) {
    this.number = number;
    this.near = near;
    this.far = far;
  }

  /** From 1, in the order of the connections; faults draw their random numbers from it. */
  public long number() {
    return number;
  }

  /** Both ends get a reset; what is on its way is lost. */
  public void reset() throws IOException {
    try {
      near.setSoLinger(true, 0);
      far.setSoLinger(true, 0);
    } finally {
      close();
    }
  }

  /** Whether the connection has ended. */
  public boolean isOver() {
    return over.getCount() == 0;
  }

  /** Blocks for as long as the connection lasts. */
  public void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Both directions have to end before the connection does; true if it has. */
  synchronized boolean directionEnded() throws IOException {
    openDirections--;
    if (openDirections == 0) {
      close();
    }
    return openDirections == 0;
  }

  /** Ends the connection after a failure: one end is gone, and so the other is let go. */
  void abandon() {
    try {
      reset();
    } catch (IOException e) {
      // Then it is over already.
    }
  }

  void close() throws IOException {
    over.countDown();
    try (near) {
      far.close();
    }
  }
}
