package io.github.fwknoptunnel.spa.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Starts and kills child processes. Every start goes through here.
 *
 * <p>A start needs ten file descriptors. If one of them is not available, some JDKs close
 * descriptors whose numbers they never set, and which may belong to a connection. Sixteen
 * descriptors are therefore reserved, and released for each start. Without a full reserve, no
 * process is started.
 */
public final class ChildProcesses {
  static final int RESERVE = 16;
  private static final File NULL_DEVICE = new File("/dev/null");
  private static final System.Logger LOG = System.getLogger(ChildProcesses.class.getName());

  private static final Deque<FileInputStream> RESERVED = new ArrayDeque<>();

  private ChildProcesses() {}

  /** Reserves the descriptors of a later start as far as they can be had now; whether all could. */
  public static synchronized boolean prepare() {
    try {
      // Systems without this file have no such limit either.
      while (RESERVED.size() < RESERVE && NULL_DEVICE.exists()) {
        RESERVED.add(new FileInputStream(NULL_DEVICE));
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts a process without this program's keys and options in its environment.
   *
   * @throws IOException if it cannot be started, or so many files are open that a start could do
   *     harm
   */
  public static synchronized Process start(ProcessBuilder builder) throws IOException {
    ChildEnvironment.clean(builder.environment());
    if (!prepare()) {
      throw new IOException("too many open files");
    }
    release();
    try {
      return builder.start();
    } finally {
      prepare();
    }
  }

  private static void release() {
    while (!RESERVED.isEmpty()) {
      try {
        RESERVED.remove().close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "a reserved descriptor was not closed", e);
      }
    }
  }

  /** Runs a small program of the system whose output is not needed, for a second at most. */
  public static void runBriefly(List<String> words) throws IOException {
    Process process =
        start(
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    try {
      var unused = process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Kills a process, if it still runs, and its descendants. */
  public static void killTree(Process process) {
    if (process.isAlive()) {
      killTree(process.toHandle());
    }
  }

  /** From the top: a shell whose child is killed would go on with its next command. */
  private static void killTree(ProcessHandle process) {
    List<ProcessHandle> children = known(process::children);
    process.destroyForcibly();
    children.forEach(ChildProcesses::killTree);
  }

  /** The processes that it and its children have started; none where that cannot be found out. */
  public static List<ProcessHandle> descendants(Process process) {
    return known(process::descendants);
  }

  private static List<ProcessHandle> known(Supplier<Stream<ProcessHandle>> processes) {
    try {
      return processes.get().toList();
    } catch (RuntimeException e) {
      // The list of processes is a directory, which cannot be read without a free descriptor.
      LOG.log(System.Logger.Level.DEBUG, "descendants are unknown", e);
      return List.of();
    }
  }
}
