package io.github.fwknoptunnel.cli.signal;

import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.process.KillAtExit;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT: the first is reported, the second ends the process at once. A shutdown hook
 * could not do that, nor choose the exit status.
 */
public final class ShutdownSignal {
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean failed;

  private ShutdownSignal() {}

  public static ShutdownSignal listen() {
    ShutdownSignal stop = new ShutdownSignal();
    Signals.handle("TERM", stop::signalled);
    Signals.handle("INT", stop::signalled);
    return stop;
  }

  private void signalled() {
    if (first.getCount() == 0) {
      KillAtExit.killAll();
      Runtime.getRuntime().halt(ExitStatus.FAILED.code());
    }
    first.countDown();
  }

  /** Whether it is to stop. */
  public boolean received() {
    return first.getCount() == 0;
  }

  /** Stops for a reason of our own. */
  public void request() {
    first.countDown();
  }

  /** Stops because a part of the program has failed permanently. */
  public void fail() {
    failed = true;
    first.countDown();
  }

  /** How the program ends after this. */
  public ExitStatus status() {
    return failed ? ExitStatus.FAILED : ExitStatus.OK;
  }

  public void await() throws InterruptedException {
    first.await();
  }
}
