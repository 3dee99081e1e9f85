package io.github.fwknoptunnel.cli.signal;

import io.github.fwknoptunnel.spa.process.ChildProcesses;
import io.github.fwknoptunnel.spa.process.KillAtExit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signals while the command of {@code exec} runs: they are passed on. Ctrl-C is not: the terminal
 * sends SIGINT to the command as well, and a second one could kill what handles the first. When the
 * command is over any of them ends the program, whatever still drains. SIGQUIT belongs to the JVM.
 */
public final class SignalForwarder {
  private static final System.Logger LOG = System.getLogger(SignalForwarder.class.getName());
  private static final List<String> NAMES = List.of("TERM", "HUP", "INT", "USR1", "USR2");

  /** A user's signals mean something only to the command, and could come by mistake after it. */
  private static final Set<String> HARMLESS = Set.of("USR1", "USR2");

  private final List<String> early = new ArrayList<>();
  private @Nullable Process child;

  private SignalForwarder() {}

  public static SignalForwarder listen() {
    SignalForwarder signals = new SignalForwarder();
    NAMES.forEach(name -> Signals.handleIfKnown(name, () -> signals.received(name)));
    return signals;
  }

  private synchronized void received(String name) {
    if (name.equals("INT") && Foreground.isOurs()) {
      LOG.log(System.Logger.Level.DEBUG, "SIGINT is left to the command");
    } else if (child == null) {
      early.add(name);
    } else if (child.isAlive()) {
      send(name, child);
    } else if (!HARMLESS.contains(name)) {
      KillAtExit.killAll();
      Runtime.getRuntime().halt(child.exitValue());
    }
  }

  /** From now on; what came before the command was there it gets now. */
  public synchronized void passTo(Process started) {
    child = started;
    early.forEach(name -> send(name, started));
  }

  /** The JDK itself can send SIGTERM and no other; every system with signals has a shell. */
  private static void send(String name, Process to) {
    if (name.equals("TERM")) {
      to.toHandle().destroy();
      return;
    }
    try {
      ChildProcesses.runBriefly(List.of("sh", "-c", script(name, to.pid())));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "SIG" + name + " could not be passed on", e);
    }
  }

  /**
   * Only a child of this program gets it: when the command has ended meanwhile, its number may
   * belong to another process.
   */
  static String script(String name, long pid) {
    return "kill -s %1$s %2$d"
        .formatted(name, pid)
        .transform(kill -> Foreground.isLinux() ? onlyIfOurChild(pid) + kill : kill);
  }

  private static String onlyIfOurChild(long pid) {
    return "read -r line </proc/%d/stat && set -- ${line##*) } && [ \"$2\" = \"$PPID\" ] && "
        .formatted(pid);
  }
}
