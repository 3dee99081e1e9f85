package io.github.fwknoptunnel.spa.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A process that is killed, with its descendants, when this is closed or when this program ends
 * first, such as by a signal.
 *
 * <p>A process is started and registered in one step, and none is started once the end of this
 * program has begun. So none is missed, and the end takes {@value #LIMIT_SECONDS} seconds at most.
 */
public final class KillAtExit implements AutoCloseable {
  private static final int LIMIT_SECONDS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);
  private static final long POLL_MILLIS = 100;
  private static final Set<KillAtExit> RUNNING = ConcurrentHashMap.newKeySet();
  private static final ReentrantLock STARTING = new ReentrantLock();
  private static volatile boolean ending;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(KillAtExit::killAll, "kill-at-exit"));
    } catch (IllegalStateException e) {
      ending = true;
    }
  }

  private final Process process;
  private final Consumer<Process> kill;

  private KillAtExit(Process process, Consumer<Process> kill) {
    this.process = process;
    this.kill = kill;
  }

  /** Starts a process that is killed with its descendants. */
  public static KillAtExit start(ProcessBuilder builder) throws IOException {
    return start(builder, ChildProcesses::killTree);
  }

  /**
   * Starts a process.
   *
   * @param kill kills it, if it still runs, and what it started; may be called more than once
   * @throws IOException if it cannot be started, or this program ends
   */
  public static KillAtExit start(ProcessBuilder builder, Consumer<Process> kill)
      throws IOException {
    STARTING.lock();
    try {
      if (ending) {
        throw new IOException("this program ends");
      }
      KillAtExit started = new KillAtExit(ChildProcesses.start(builder), kill);
      RUNNING.add(started);
      return started;
    } finally {
      STARTING.unlock();
    }
  }

  /** For an end without shutdown hooks. From now on nothing is started. */
  public static void killAll() {
    long end = System.nanoTime() + LIMIT.toNanos();
    ending = true;
    try {
      // For a process that is being started; a start can hang on a dead file server.
      if (STARTING.tryLock(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        STARTING.unlock();
      }
      List<Thread> killers =
          RUNNING.stream()
              .map(running -> Thread.ofPlatform().daemon().start(running::close))
              .toList();
      for (Thread killer : killers) {
        var unused = killer.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Process process() {
    return process;
  }

  /** A second caller waits until the first is done, for some seconds at most. */
  @Override
  public synchronized void close() {
    if (process.isAlive()) {
      // A thread that is interrupted, as at the end of a tunnel, cannot read the list of processes.
      try {
        await(Thread.ofPlatform().daemon().start(() -> kill.accept(process)));
      } catch (OutOfMemoryError e) {
        kill.accept(process); // There is no thread left.
      }
    }
    // Only now: until then the end of this program kills it too, and waits for that.
    RUNNING.remove(this);
  }

  private static void await(Thread thread) {
    long end = System.nanoTime() + LIMIT.toNanos();
    boolean interrupted = false;
    while (thread.isAlive() && System.nanoTime() < end) {
      try {
        thread.join(POLL_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
