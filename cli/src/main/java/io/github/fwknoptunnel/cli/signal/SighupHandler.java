package io.github.fwknoptunnel.cli.signal;

import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * SIGHUP: a service reads its settings again; but a tunnel whose terminal was closed ends with it,
 * as everything does that was started there. Thread-safe.
 */
public final class SighupHandler {
  private final boolean hadTerminal = hasTerminal();
  private final ShutdownSignal stop;
  private final Thread thread = Thread.ofPlatform().name("reload").daemon().unstarted(this::serve);
  private @Nullable Runnable reload;
  private boolean wanted;

  private SighupHandler(ShutdownSignal stop) {
    this.stop = stop;
  }

  public static SighupHandler listen(ShutdownSignal stop) {
    SighupHandler hangup = new SighupHandler(stop);
    hangup.thread.start();
    Signals.handleIfKnown("HUP", hangup::received);
    return hangup;
  }

  /** Signals that come while it reloads lead to one more reload. */
  private void received() {
    if (hadTerminal && !hasTerminal()) {
      stop.request();
      return;
    }
    synchronized (this) {
      wanted = true;
      notifyAll();
    }
  }

  private void serve() {
    try {
      while (true) {
        next().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Runnable next() throws InterruptedException {
    while (!wanted || reload == null) {
      wait();
    }
    wanted = false;
    return reload;
  }

  /** From now on it reloads; also for a signal that came before. */
  public synchronized void begin(Runnable action) {
    reload = action;
    notifyAll();
  }

  /** From now on there is nothing to reload. One that is running is interrupted, not awaited. */
  public void ignore() {
    synchronized (this) {
      reload = null;
    }
    thread.interrupt();
  }

  /** Whether this process belongs to a terminal. */
  static boolean hasTerminal() {
    try (FileInputStream terminal = new FileInputStream("/dev/tty")) {
      return terminal.getFD().valid();
    } catch (IOException e) {
      return false;
    }
  }
}
