package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program as users start it: the built jar in a JVM of its own, its log read line by line. */
final class TunnelProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private TunnelProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().start(this::readLog);
  }

  /** Starts a tunnel on a free port with a log in JSON, and waits until it listens. */
  static TunnelProcess start(Object... options) throws IOException {
    List<Object> all = new ArrayList<>(List.of("-local-port", 0));
    all.addAll(Arrays.asList(options));
    return start(all, Map.of());
  }

  /** Starts what its {@code -L} and {@code --socks} name, and waits until all of it listens. */
  static TunnelProcess startForwards(List<Object> options) throws IOException {
    return start(options, Map.of());
  }

  /** The same, on a machine that knows only the names of a file. */
  static TunnelProcess startForwards(Path hosts, List<Object> options) throws IOException {
    String option = "-Djdk.net.hosts.file=" + hosts;
    return start(options, Map.of("JDK_JAVA_OPTIONS", option));
  }

  private static TunnelProcess start(List<Object> options, Map<String, String> environment)
      throws IOException {
    long named = options.stream().filter(List.of("-L", "--socks")::contains).count();
    long listeners = Math.max(1, named);
    List<Object> all = new ArrayList<>(List.of("--log-format", "json", "-v"));
    all.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(ProgramCommand.of(all));
    builder.environment().putAll(environment);
    TunnelProcess tunnel = new TunnelProcess(builder.start());
    Knocks.await(
        "the tunnel to listen",
        () -> tunnel.all("listening").size() == listeners || !tunnel.process.isAlive());
    assertTrue(tunnel.process.isAlive(), () -> "it ended: " + tunnel.log);
    return tunnel;
  }

  /** How a command ended. */
  record Ended(int status, String out, String err) {}

  /** Runs a command to its end with some input, and gives what it printed. */
  static String run(String input, Object... arguments) throws Exception {
    Ended ended = end(input, Map.of(), arguments);
    if (ended.status() != 0) {
      throw new AssertionError(ended);
    }
    return ended.out() + ended.err();
  }

  /** Runs a command to its end, with some input and some environment. */
  static Ended end(String input, Map<String, String> environment, Object... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(ProgramCommand.of(Arrays.asList(arguments)));
    builder.environment().putAll(environment);
    Process process = builder.start();
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.errorReader()));
    try (var in = process.outputWriter()) {
      in.write(input);
    } catch (IOException e) {
      // A command that refuses its options does not wait for its input.
    }
    String out = text(process.inputReader());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), out, err.get());
  }

  private static String text(BufferedReader reader) {
    return reader.lines().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void readLog() {
    try (BufferedReader reader = process.errorReader()) {
      reader.lines().forEach(log::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    String address = first("listening").orElseThrow().path("address").asText();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** The first line of one kind of event. */
  Optional<JsonNode> first(String event) {
    return all(event).stream().findFirst();
  }

  List<JsonNode> all(String event) {
    return log.stream()
        .filter(line -> line.startsWith("{"))
        .map(TunnelProcess::parse)
        .filter(line -> line.path("event").asText().equals(event))
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every line so far, for messages. */
  String log() {
    return String.join("\n", log);
  }

  @Override
  public void close() throws IOException {
    // By its handle: the process itself would close its log, whose end is being read.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
