package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Knows how long no connection was open. Thread-safe. */
final class IdleWatch implements TunnelListener {
  private int open;
  private long since = System.nanoTime();

  @Override
  public void onEvent(TunnelEvent event) {
    if (event instanceof TunnelEvent.Accepted) {
      change(1);
    } else if (event instanceof TunnelEvent.Closed) {
      change(-1);
    }
  }

  private synchronized void change(int more) {
    open += more;
    since = System.nanoTime();
    notifyAll();
  }

  /** Connections that are open now. */
  synchronized int open() {
    return open;
  }

  /** Waits until nothing was open for {@code limit}. */
  synchronized void await(Duration limit) throws InterruptedException {
    long left = left(limit);
    while (left > 0) {
      // One more: it wakes up when the time is over, not a fraction before.
      wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      left = left(limit);
    }
  }

  private long left(Duration limit) {
    return limit.toNanos() - (open > 0 ? 0 : System.nanoTime() - since);
  }
}
