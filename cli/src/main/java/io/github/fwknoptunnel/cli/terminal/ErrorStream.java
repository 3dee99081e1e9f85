package io.github.fwknoptunnel.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * stderr. At first what is printed is written at once. A tunnel switches to a bounded queue of
 * lines and a thread that writes them: relaying must not stop because nothing reads the log. When
 * the queue is full, lines are dropped and counted. Thread-safe.
 */
public final class ErrorStream extends OutputStream {
  static final int MAX_LINES = 1024;

  /** Of the process. */
  public static final ErrorStream STDERR =
      new ErrorStream(new FileOutputStream(FileDescriptor.err));

  private static final int MAX_LINE = 64 * 1024;

  private final OutputStream out;
  private final Deque<byte[]> lines = new ArrayDeque<>();
  private byte[] partial = new byte[0];
  private boolean background;
  private boolean writing;
  private long dropped;
  private LongFunction<String> droppedLine = count -> count + " log lines dropped";

  ErrorStream(OutputStream out) {
    this.out = out;
  }

  /** Prints to it, a line at a time. */
  public PrintStream printer() {
    return new PrintStream(this, true, System.err.charset());
  }

  /**
   * From now on printing never blocks.
   *
   * @param dropped the line that takes the place of so many dropped lines
   */
  public synchronized void startBackground(LongFunction<String> dropped) {
    droppedLine = dropped;
    if (!background) {
      background = true;
      Thread.ofPlatform().name("log").daemon().start(this::writeAll);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    synchronized (this) {
      if (background) {
        add(bytes, offset, length);
        return;
      }
    }
    out.write(bytes, offset, length);
  }

  private void add(byte[] bytes, int offset, int length) {
    byte[] all = new byte[partial.length + length];
    System.arraycopy(partial, 0, all, 0, partial.length);
    System.arraycopy(bytes, offset, all, partial.length, length);
    if (length > 0 && (bytes[offset + length - 1] == '\n' || all.length > MAX_LINE)) {
      partial = new byte[0];
      enqueue(all);
    } else {
      partial = all;
    }
  }

  private void enqueue(byte[] line) {
    if (lines.size() >= MAX_LINES) {
      dropped++;
    } else {
      lines.add(line);
      notifyAll();
    }
  }

  private void writeAll() {
    try {
      while (true) {
        byte[] line = next();
        try {
          out.write(line);
        } catch (IOException e) {
          // Its reader has gone; the next line may fail as well, and quickly.
        }
        written();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized byte[] next() throws InterruptedException {
    while (lines.isEmpty() && dropped == 0) {
      wait();
    }
    writing = true;
    if (lines.isEmpty()) {
      String text = droppedLine.apply(dropped) + "\n";
      dropped = 0;
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return lines.remove();
  }

  private synchronized void written() {
    writing = false;
    notifyAll();
  }

  /**
   * Waits until all has been written.
   *
   * @return whether it was, within {@code limit}
   */
  public synchronized boolean finish(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    if (background && partial.length > 0) {
      enqueue(partial);
      partial = new byte[0];
    }
    while (background && (writing || !lines.isEmpty() || dropped > 0)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
