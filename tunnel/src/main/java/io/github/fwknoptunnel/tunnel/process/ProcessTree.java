package io.github.fwknoptunnel.tunnel.process;

import io.github.fwknoptunnel.spa.process.ChildOutput;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import io.github.fwknoptunnel.spa.process.KillAtExit;
import io.github.fwknoptunnel.spa.process.ProcessMark;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts programs that are killed with all their descendants.
 *
 * <p>If {@code setsid} is installed, the program leads its own session. On Linux its descendants
 * are also marked by a variable in their environment, so that those that detached themselves can be
 * killed; on other systems, only descendants that are still attached are killed.
 */
public final class ProcessTree {
  private static final System.Logger LOG = System.getLogger(ProcessTree.class.getName());
  private static final boolean OWN_SESSION = SearchPath.has("setsid");

  /** How long output is read after the program's own end. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private static final Duration FOREVER = Duration.ofDays(365);

  /** A process may have started another one while the others were looked for. */
  private static final int ROUNDS = 3;

  private ProcessTree() {}

  /** Starts the program with no input. Its lines are handed on as they come, on one thread. */
  public static KillAtExit start(
      List<String> words, Map<String, String> variables, Consumer<String> lines, Runnable end)
      throws IOException {
    List<String> line = new ArrayList<>(words);
    if (OWN_SESSION) {
      line.addFirst("setsid");
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(variables);
    ProcessMark mark = new ProcessMark();
    mark.put(builder);
    KillAtExit running = KillAtExit.start(builder, process -> kill(process, mark));
    Process process = running.process();
    try {
      process.getOutputStream().close();
      Thread.ofPlatform()
          .name("command-output-" + process.pid())
          .daemon()
          .start(() -> copy(process, lines, end));
    } catch (IOException | Error e) {
      running.close();
      throw e;
    }
    return running;
  }

  private static void copy(Process process, Consumer<String> lines, Runnable end) {
    LineSplitter splitter = new LineSplitter(lines);
    try {
      var unused =
          new ChildOutput(process, process.getInputStream(), splitter::add)
              .copy(FOREVER, LAST_OUTPUT);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the command's output ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      splitter.finish();
      end.run();
    }
  }

  private static void kill(Process process, ProcessMark mark) {
    if (!process.isAlive()) {
      return;
    }
    // Before the group is killed: an orphan is no longer found among the descendants.
    List<ProcessHandle> descendants = ChildProcesses.descendants(process);
    if (OWN_SESSION) {
      killGroup(process);
    }
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    for (int round = 0; round < ROUNDS; round++) {
      mark.processes().forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The shell's own kill: a slim Debian has no program of that name. */
  private static void killGroup(Process process) {
    try {
      ChildProcesses.runBriefly(List.of("sh", "-c", "kill -s KILL -- -" + process.pid()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the process group was not killed", e);
    }
  }
}
