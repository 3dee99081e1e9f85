package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program in a JVM of its own, as users run it. Killed when closed. */
final class RunningProgram implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final BlockingQueue<String> err = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private final List<Thread> readers = new ArrayList<>();

  private RunningProgram(Process process) {
    this.process = process;
    readers.add(Thread.ofVirtual().start(() -> readAll(process.errorReader(), err::add)));
    BufferedReader stdout =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    readers.add(Thread.ofVirtual().start(() -> readAll(stdout, l -> out.append(l).append('\n'))));
  }

  private static void readAll(BufferedReader reader, Consumer<String> lines) {
    reader.lines().forEach(lines);
  }

  static RunningProgram start(String... words) throws IOException {
    return new RunningProgram(builder(List.of(), words).start());
  }

  /** The command that starts it, with options of the JVM. */
  static ProcessBuilder builder(List<String> jvm, String... words) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(launcherOptions());
    line.addAll(jvm);
    line.addAll(ProgramJar.commandLine());
    line.addAll(List.of(words));
    return new ProcessBuilder(line);
  }

  static List<String> launcherOptions() {
    try {
      return List.of(Files.readString(Path.of("packaging/jvm-options")).strip().split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RunningProgram start(ProcessBuilder builder) throws IOException {
    return new RunningProgram(builder.start());
  }

  /** Waits for a line of stderr that holds {@code pattern}. */
  Matcher awaitLine(Pattern pattern) throws InterruptedException {
    while (true) {
      String line = err.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        return fail("no line " + pattern + " but " + seen);
      }
      seen.add(line);
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  String awaitLine(String text) throws InterruptedException {
    awaitLine(Pattern.compile(Pattern.quote(text)));
    return seen.getLast();
  }

  /** Waits until it listens. */
  int port() throws InterruptedException {
    return Integer.parseInt(awaitLine(LISTENING).group(1));
  }

  /** Lines of stderr that were waited for or passed over. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM. {@code Process.destroy} would close the streams as well. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Any other signal, by its name without SIG. */
  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid()).start().waitFor();
    assertEquals(0, status, "kill");
  }

  /** How many it has open now, on Linux. */
  int descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return (int) all.count();
    }
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      return fail("still runs after " + seen + err);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    err.drainTo(seen);
    return process.exitValue();
  }

  /** All of stdout, once the program has ended. */
  String out() {
    return out.toString();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
