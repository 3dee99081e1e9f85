package io.github.fwknoptunnel.tunnel.process;

import io.github.fwknoptunnel.spa.process.ChildOutput;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running program and all that it starts. Where {@code setsid} is present the program leads a
 * session of its own, so that also what detached itself from its parent can be killed; elsewhere
 * only its known descendants are.
 */
public final class ProcessTree {
  private static final System.Logger LOG = System.getLogger(ProcessTree.class.getName());
  private static final boolean OWN_SESSION = SearchPath.has("setsid");

  /** How long output is read after the program's own end. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private static final Duration FOREVER = Duration.ofDays(365);

  private final Process process;

  private ProcessTree(Process process) {
    this.process = process;
  }

  /** Starts the program with no input. Its output is handed to {@code lines} as it comes. */
  public static ProcessTree start(
      List<String> words, Map<String, String> variables, Consumer<String> lines)
      throws IOException {
    List<String> line = new ArrayList<>(words);
    if (OWN_SESSION) {
      line.addFirst("setsid");
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = ChildProcesses.start(builder);
    try {
      process.getOutputStream().close();
      Thread.ofPlatform()
          .name("command-output-" + process.pid())
          .daemon()
          .start(() -> copy(process, lines));
    } catch (IOException | Error e) {
      ChildProcesses.killTree(process);
      throw e;
    }
    return new ProcessTree(process);
  }

  private static void copy(Process process, Consumer<String> lines) {
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
    }
  }

  public boolean waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  public int status() {
    return process.exitValue();
  }

  public void killIfRunning() {
    if (process.isAlive()) {
      // Before the group is killed: what loses its parent is nobody's descendant.
      List<ProcessHandle> descendants = ChildProcesses.descendants(process);
      if (OWN_SESSION) {
        killGroup();
      }
      descendants.forEach(ProcessHandle::destroyForcibly);
      ChildProcesses.killTree(process);
    }
  }

  /** The shell's own kill: a slim Debian has no program of that name. */
  private void killGroup() {
    try {
      ChildProcesses.runBriefly(List.of("sh", "-c", "kill -s KILL -- -" + process.pid()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the process group was not killed", e);
    }
  }
}
