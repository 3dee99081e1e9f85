package io.github.fwknoptunnel.tunnel.knock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running program and all that it starts. Where {@code setsid} is present the program leads a
 * session of its own, so that also what detached itself from its parent can be killed; elsewhere
 * only its known descendants are.
 */
final class ProcessTree {
  private static final System.Logger LOG = System.getLogger(ProcessTree.class.getName());
  private static final boolean OWN_SESSION = UserCommand.onSearchPath("setsid");

  private final Process process;

  private ProcessTree(Process process) {
    this.process = process;
  }

  /** Starts the program with no input. Its output is copied to {@code output} as it comes. */
  static ProcessTree start(List<String> words, Map<String, String> variables, OutputStream output)
      throws IOException {
    List<String> line = new ArrayList<>(words);
    if (OWN_SESSION) {
      line.addFirst("setsid");
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    ChildEnvironment.clean(builder.environment());
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    Thread.ofPlatform()
        .name("command-output-" + process.pid())
        .daemon()
        .start(() -> copy(process.getInputStream(), output));
    return new ProcessTree(process);
  }

  private static void copy(InputStream from, OutputStream to) {
    try (from) {
      from.transferTo(to);
      to.flush();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the command's output ended early", e);
    }
  }

  boolean waitFor(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  int status() {
    return process.exitValue();
  }

  void killIfRunning() {
    if (process.isAlive()) {
      List<ProcessHandle> descendants = process.descendants().toList();
      if (OWN_SESSION) {
        killGroup();
      }
      descendants.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void killGroup() {
    try {
      new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no kill command", e);
    }
  }
}
