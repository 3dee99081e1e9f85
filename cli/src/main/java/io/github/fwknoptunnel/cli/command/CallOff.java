package io.github.fwknoptunnel.cli.command;

import java.time.Duration;
import java.util.Map;

/**
 * SIGINT, SIGTERM and SIGHUP for a command that does one thing: it is called off by an interrupt,
 * and the process ends with the status that shells give for the signal.
 */
final class CallOff {
  /** For what must be tidied up, such as a command of the user's that is still running. */
  private static final Duration TIDYING = Duration.ofSeconds(1);

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private final Thread worker = Thread.currentThread();
  private volatile int status;

  private CallOff() {}

  /** From now on a signal calls off what the current thread does. */
  static CallOff bySignal() {
    CallOff callOff = new CallOff();
    NUMBERS.forEach((name, number) -> Signals.handle(name, () -> callOff.came(128 + number)));
    return callOff;
  }

  private void came(int newStatus) {
    status = newStatus;
    worker.interrupt();
    try {
      Thread.sleep(TIDYING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Some things cannot be interrupted, among them the look-up of a name.
    Runtime.getRuntime().halt(newStatus);
  }

  /** Ends the process if a signal came; its status says so whatever the interrupt has led to. */
  void obey() {
    if (status != 0) {
      Runtime.getRuntime().halt(status);
    }
  }
}
