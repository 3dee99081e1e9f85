package io.github.fwknoptunnel.cli.command;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * SIGHUP: a service reads its settings again; but a tunnel whose terminal was closed ends with it,
 * as everything does that was started there. Thread-safe.
 */
final class Hangup {
  private final boolean hadTerminal = hasTerminal();
  private final StopSignal stop;
  private Optional<Runnable> reload = Optional.empty();
  private boolean early;

  private Hangup(StopSignal stop) {
    this.stop = stop;
  }

  static Hangup listen(StopSignal stop) {
    Hangup hangup = new Hangup(stop);
    Signals.handleIfKnown("HUP", hangup::came);
    return hangup;
  }

  private synchronized void came() {
    if (hadTerminal && !hasTerminal()) {
      stop.request();
      return;
    }
    early = true;
    reload.ifPresent(Runnable::run);
  }

  /** From now on it reloads; also for a signal that came before. */
  synchronized void begin(Runnable action) {
    reload = Optional.of(action);
    if (early) {
      action.run();
    }
  }

  /** From now on there is nothing to reload. */
  synchronized void ignore() {
    reload = Optional.empty();
  }

  private static boolean hasTerminal() {
    try (FileInputStream terminal = new FileInputStream("/dev/tty")) {
      return terminal.getFD().valid();
    } catch (IOException e) {
      return false;
    }
  }
}
