package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A shell command on a terminal of its own, made by {@code script} (bsdutils, which every Debian
 * has). What is typed goes through the kernel's line discipline, its echo included.
 */
final class PseudoTerminal implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;

  private final Process script;
  private final BlockingQueue<Character> shown = new LinkedBlockingQueue<>();
  private final StringBuilder screen = new StringBuilder();
  private final Thread reader;
  private final List<ProcessHandle> left = new ArrayList<>();

  private PseudoTerminal(Process script) {
    this.script = script;
    this.reader = Thread.ofVirtual().start(this::readAll);
  }

  static PseudoTerminal run(String command) throws IOException {
    try {
      return new PseudoTerminal(
          new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null").start());
    } catch (IOException e) {
      assumeTrue(Boolean.getBoolean("compat.required"), "this system has no script command");
      throw e;
    }
  }

  private void readAll() {
    try (var out = script.inputReader(StandardCharsets.UTF_8)) {
      for (int next = out.read(); next >= 0; next = out.read()) {
        shown.add((char) next);
      }
    } catch (IOException e) {
      // The terminal is closed.
    }
  }

  /** Waits until the screen shows {@code text}. */
  void await(String text) throws InterruptedException {
    while (screen.indexOf(text) < 0) {
      Character next = shown.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        fail("no '" + text + "' but " + screen);
      }
      screen.append(next);
    }
  }

  void type(String keys) throws IOException {
    script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    script.getOutputStream().flush();
  }

  /** Makes it one row higher, of which the kernel tells the program in its foreground. */
  void resize() throws IOException, InterruptedException {
    String tty =
        script
            .descendants()
            .map(process -> Path.of("/proc/" + process.pid() + "/fd/0"))
            .map(PseudoTerminal::target)
            .filter(name -> name.startsWith("/dev/pts/"))
            .findFirst()
            .orElseThrow();
    Process stty = new ProcessBuilder("stty", "-F", tty, "rows", "33").start();
    assertEquals(0, stty.waitFor(), "stty");
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Sends a signal, by its name without SIG, to the one program of Java that runs on it. */
  void signal(String name) throws IOException, InterruptedException {
    long java =
        script
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow()
            .pid();
    int status = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + java).start().waitFor();
    assertEquals(0, status, "kill");
  }

  /** Closes the window: the kernel takes the terminal away from those who run on it. */
  void hangUp() {
    left.addAll(script.descendants().toList());
    script.destroyForcibly();
  }

  /** Waits until those have ended who ran on it when it was closed. */
  void awaitAllEnded() {
    left.forEach(process -> process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join());
  }

  /** Everything that was on the screen until the command ended. */
  String end() throws InterruptedException {
    assertTrue(script.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), () -> "still runs: " + screen);
    reader.join();
    shown.forEach(screen::append);
    shown.clear();
    return screen.toString();
  }

  @Override
  public void close() {
    left.forEach(ProcessHandle::destroyForcibly);
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }
}
