package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.tunnel.knock.ChildEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals while the command of {@code exec} runs. SIGTERM and SIGHUP are passed on. SIGINT comes
 * from the terminal, which sends it to the command as well: a second one could kill what means to
 * handle the first. When the command is over any of them ends the program, whatever still drains.
 */
final class PassedSignals {
  private static final System.Logger LOG = System.getLogger(PassedSignals.class.getName());

  private final List<String> early = new ArrayList<>();
  private @Nullable Process child;

  private PassedSignals() {}

  static PassedSignals listen() {
    PassedSignals signals = new PassedSignals();
    for (String name : List.of("TERM", "HUP", "INT")) {
      Signals.handle(name, () -> signals.came(name));
    }
    return signals;
  }

  private synchronized void came(String name) {
    if (child != null && !child.isAlive()) {
      Runtime.getRuntime().halt(child.exitValue());
    } else if (name.equals("INT")) {
      LOG.log(System.Logger.Level.DEBUG, "SIGINT is left to the command");
    } else if (child != null) {
      send(name, child);
    } else {
      early.add(name);
    }
  }

  /** From now on; what came before the command was there it gets now. */
  synchronized void passTo(Process started) {
    child = started;
    early.forEach(name -> send(name, started));
  }

  /** The JDK itself can send SIGTERM and no other; every system with signals has a shell. */
  private static void send(String name, Process to) {
    ProcessBuilder kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + to.pid());
    ChildEnvironment.clean(kill.environment());
    try {
      kill.start();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "SIG" + name + " could not be passed on", e);
    }
  }
}
