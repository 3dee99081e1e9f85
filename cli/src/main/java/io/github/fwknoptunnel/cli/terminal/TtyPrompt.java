package io.github.fwknoptunnel.cli.terminal;

import io.github.fwknoptunnel.spa.process.ChildOutput;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * The terminal that the process belongs to. {@code System.console} would be stdin and stdout, which
 * carry packets and data here, and Java cannot turn the echo of any other off: {@code stty} does.
 */
public final class TtyPrompt implements Terminal {
  /** What a terminal takes as one line. */
  private static final int MAX_LINE = 4096;

  private static final File DEVICE = new File("/dev/tty");
  private static final Duration STTY_LIMIT = Duration.ofSeconds(5);
  private static final Duration STTY_QUIET = Duration.ofMillis(10);

  @Override
  public byte[] askSecret(String prompt) throws IOException {
    // The system opens /dev/tty only for a process that belongs to a terminal.
    try (FileInputStream in = new FileInputStream(DEVICE);
        FileOutputStream out = new FileOutputStream(DEVICE)) {
      String before = stty("-g").strip();
      // Ctrl-C ends the program while it reads, and the shell behind it wants its echo back.
      Thread restoring = new Thread(() -> restore(before), "terminal");
      Runtime.getRuntime().addShutdownHook(restoring);
      try {
        stty("-echo");
        out.write(prompt.getBytes(StandardCharsets.UTF_8));
        return line(in);
      } finally {
        restore(before);
        // The line feed that was typed did not show either.
        out.write('\n');
        forget(restoring);
      }
    }
  }

  @Override
  public Ansi ansi(int descriptor) {
    return Ansi.of(descriptor, System.getenv());
  }

  @Override
  public boolean isTty(int descriptor) {
    return Ansi.supported(System.getenv()) && TtyDetector.isTerminal(descriptor);
  }

  @Override
  public boolean isInput() {
    return TtyDetector.isTerminal(0);
  }

  @Override
  public boolean isJournal() {
    String stream = System.getenv().getOrDefault(JournalDetector.VARIABLE, "");
    return JournalDetector.isJournal(stream, Path.of("/proc/self/fd/2"));
  }

  private static byte[] line(InputStream in) throws IOException {
    byte[] line = new byte[MAX_LINE];
    try {
      int length = 0;
      int next = in.read();
      while (next >= 0 && next != '\n' && length < line.length) {
        line[length++] = (byte) next;
        next = in.read();
      }
      return Arrays.copyOf(line, length);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  private static void restore(String settings) {
    try {
      stty(settings);
    } catch (IOException e) {
      // The terminal is gone, and its settings with it.
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends already, and the hook has been started.
    }
  }

  private static String stty(String setting) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("stty", setting);
    // No variable but this matters to it, and some may be keys.
    builder.environment().keySet().retainAll(Set.of("PATH"));
    Process stty = ChildProcesses.start(builder.redirectInput(DEVICE).redirectErrorStream(true));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      // A program in the background is stopped when it sets its terminal, until it is continued.
      boolean ended =
          new ChildOutput(stty, stty.getInputStream(), (bytes, n) -> output.write(bytes, 0, n))
              .copy(STTY_LIMIT, STTY_QUIET);
      if (!ended || stty.exitValue() != 0) {
        throw new IOException("stty " + setting + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      stty.destroyForcibly();
    }
    return output.toString(StandardCharsets.US_ASCII);
  }
}
