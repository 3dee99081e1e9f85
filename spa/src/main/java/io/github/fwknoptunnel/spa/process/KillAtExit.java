package io.github.fwknoptunnel.spa.process;

/**
 * Kills a process and its descendants when it is closed, or when this program ends before that, as
 * at a signal: nobody would wait for the process any more.
 */
public final class KillAtExit implements AutoCloseable {
  private final Process process;
  private final Thread hook;

  /** Takes over the end of {@code process}. */
  public KillAtExit(Process process) {
    this.process = process;
    this.hook = new Thread(() -> ChildProcesses.killTree(process), "kill-at-exit");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.start(); // The program ends already.
    }
  }

  @Override
  public void close() {
    ChildProcesses.killTree(process);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends, and the hook has run or runs now.
    }
  }
}
