package io.github.fwknoptunnel.cli.terminal;

import io.github.fwknoptunnel.cli.output.LogSanitizer;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal that says what is waited for and for how long already; it is gone when the
 * waiting is over. Where stderr is no terminal nothing is printed at all.
 */
public final class ProgressLine implements AutoCloseable {
  /** The interval of updates. */
  private static final Duration STEP = Duration.ofMillis(200);

  /** ECMA-48, section 8.3.41: erase in line. */
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream stream;
  private final String what;
  private final @Nullable Thread thread;

  private ProgressLine(PrintStream stream, String what, boolean watched) {
    this.stream = stream;
    this.what = what;
    this.thread =
        watched ? Thread.ofPlatform().daemon().name("progress").start(this::report) : null;
  }

  /**
   * Begins to show it.
   *
   * @param what such as {@code waiting for host:22}
   */
  public static ProgressLine show(Console console, String what) {
    return new ProgressLine(console.err(), LogSanitizer.of(what), console.terminal().isTty(2));
  }

  private void report() {
    long started = System.nanoTime();
    try {
      while (true) {
        // What is over at once needs no progress: the line comes after the first step.
        Thread.sleep(STEP);
        Duration waited = Duration.ofNanos(System.nanoTime() - started);
        draw(ERASE + what + " … " + waited.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      draw(ERASE);
    }
  }

  private synchronized void draw(String text) {
    stream.print(text);
    stream.flush();
  }

  /** Prints a line that stays; the progress goes on below it. */
  public synchronized void println(String line) {
    stream.println((thread == null ? "" : ERASE) + line);
  }

  /** Erases the line, so that the next output starts on an empty one. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
