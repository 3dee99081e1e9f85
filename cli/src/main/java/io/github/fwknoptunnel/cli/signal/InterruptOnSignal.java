package io.github.fwknoptunnel.cli.signal;

import io.github.fwknoptunnel.spa.process.KillAtExit;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/**
 * SIGINT, SIGTERM and SIGHUP for a command that does one thing: it is called off by an interrupt,
 * and the process ends with the status that shells give for the signal.
 */
public final class InterruptOnSignal {
  /** For what must be tidied up, such as a command of the user's that is still running. */
  private static final Duration TIDYING = Duration.ofSeconds(1);

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private final Thread worker = Thread.currentThread();
  private final PrintStream err;
  private volatile int status;
  private volatile String waiting = "";

  private InterruptOnSignal(PrintStream err) {
    this.err = err;
  }

  /** From now on a signal calls off what the current thread does. */
  public static InterruptOnSignal bySignal() {
    return bySignal(System.err);
  }

  /**
   * The same.
   *
   * @param err receives the reason, while something is {@link #waitingFor waited for}
   */
  public static InterruptOnSignal bySignal(PrintStream err) {
    InterruptOnSignal interrupt = new InterruptOnSignal(err);
    NUMBERS.forEach(
        (name, number) -> Signals.handle(name, () -> interrupt.received(name, 128 + number)));
    return interrupt;
  }

  /**
   * Names what is under way: a caller that gave up first, such as ssh with a ConnectTimeout, leaves
   * no other trace of it. Empty for nothing worth a word.
   */
  public void waitingFor(String what) {
    waiting = what;
  }

  private void received(String name, int newStatus) {
    status = newStatus;
    try {
      if (!waiting.isEmpty() && !name.equals("INT")) {
        say("error: stopped by SIG" + name + " while waiting for " + waiting);
      }
      worker.interrupt();
      Thread.sleep(TIDYING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A halt runs no hooks. Some calls cannot be interrupted, such as name resolution.
    KillAtExit.killAll();
    Runtime.getRuntime().halt(newStatus);
  }

  /** The maximum time that an unread stderr delays the exit. */
  private void say(String line) throws InterruptedException {
    Thread.ofPlatform().daemon().start(() -> err.println(line)).join(TIDYING);
  }

  /** Ends the process if a signal came; its status says so whatever the interrupt has led to. */
  public void exitIfSignalled() {
    if (status != 0) {
      Runtime.getRuntime().halt(status);
    }
  }
}
