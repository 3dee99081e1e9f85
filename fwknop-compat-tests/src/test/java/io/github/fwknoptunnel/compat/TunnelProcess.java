package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The program as users start it: the built jar in a JVM of its own, its log read line by line. */
final class TunnelProcess implements AutoCloseable {
  private static final Path JAR = Path.of("../cli/target/fwknop-tunnel.jar");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private TunnelProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().start(this::readLog);
  }

  /** Starts a tunnel on a free port with a log in JSON, and waits until it listens. */
  static TunnelProcess start(Object... options) throws IOException {
    List<Object> all = new ArrayList<>(List.of("-local-port", 0, "--log-format", "json", "-v"));
    all.addAll(Arrays.asList(options));
    TunnelProcess tunnel = new TunnelProcess(new ProcessBuilder(command(all)).start());
    Knocks.await(
        "the tunnel to listen",
        () -> tunnel.first("listening").isPresent() || !tunnel.process.isAlive());
    assertTrue(tunnel.process.isAlive(), () -> "it ended: " + tunnel.log);
    return tunnel;
  }

  /** Runs a command to its end with some input, and gives what it printed. */
  static String run(String input, Object... arguments) throws Exception {
    Process process =
        new ProcessBuilder(command(Arrays.asList(arguments))).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes());
    }
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    if (process.exitValue() != 0) {
      throw new AssertionError("status " + process.exitValue() + ": " + output);
    }
    return output;
  }

  /** The options of the JVM are the launcher's. */
  static List<String> command(List<Object> arguments) {
    assertTrue(Files.exists(JAR), "the jar is built before these tests");
    String java = ProcessHandle.current().info().command().orElseThrow();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString()));
    arguments.forEach(argument -> command.add(argument.toString()));
    return command;
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
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
