package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a page of Markdown, in their order, in a folder that looks like a checkout,
 * against a gate that answers to {@code server.example.com}. A comment before each block of shell
 * says how it is run; a block without one fails.
 */
final class Walkthrough implements AutoCloseable {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- test: (?<how>[^>]*) -->\n)?```sh\n(?<script>.*?)```", Pattern.DOTALL);

  private final Gate gate;
  private final Path directory;
  private final List<Process> background = new ArrayList<>();

  private Walkthrough(Gate gate, Path directory) {
    this.gate = gate;
    this.directory = directory;
  }

  /** The page's server name and user are the gate's. */
  static Walkthrough prepare(Gate gate, Path directory) throws IOException, InterruptedException {
    Walkthrough made = new Walkthrough(gate, directory);
    SshKeys.authorize(gate, directory);
    Path hosts =
        Files.writeString(directory.resolve("hosts"), gate.address() + " server.example.com\n");
    made.executable(
        "fwknop-tunnel",
        "export JAVA_TOOL_OPTIONS='-Djdk.net.hosts.file=" + hosts + "'",
        "exec '"
            + PROJECT.resolve("fwknop-tunnel")
            + "' \"$@\" 2> >(grep --line-buffered -v '^Picked up JAVA_TOOL_OPTIONS' >&2)");
    Files.createDirectory(directory.resolve("bin"));
    made.executable(
        "bin/ssh", "exec /usr/bin/ssh " + String.join(" ", SshKeys.options(directory)) + " \"$@\"");
    return made;
  }

  void executable(String name, String... lines) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(name), "#!/bin/bash\n" + String.join("\n", lines) + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  /** The block of some Markdown that is run in this way. */
  static String block(String markdown, String how) {
    return BLOCK
        .matcher(markdown)
        .results()
        .filter(block -> how.equals(block.group("how")))
        .findFirst()
        .orElseThrow()
        .group("script");
  }

  /** Runs the blocks of some Markdown, and gives their number. */
  int run(String markdown) throws Exception {
    Matcher blocks = BLOCK.matcher(markdown);
    int count = 0;
    while (blocks.find()) {
      count++;
      runBlock(String.valueOf(blocks.group("how")), blocks.group("script"));
    }
    return count;
  }

  private void runBlock(String how, String script) throws Exception {
    String[] words = how.split(": | (?=examples/)", 2);
    switch (words[0]) {
      case "run" -> toItsEnd(script);
      case "run, it says" -> {
        String said = toItsEnd(script);
        assertTrue(said.contains(words[1]), () -> script + said);
      }
      case "run, and take the output for the server" -> {
        gate.write("/etc/fwknop/access.conf", toItsEnd(script));
        gate.run("restart-fwknopd");
      }
      case "in the background" -> inTheBackground(script, "listening on 127.0.0.1:6000");
      case "in the background, until it says" -> inTheBackground(script, words[1]);
      case "the unit" -> {
        assertTrue(script.contains(words[1]), script);
        inTheBackground(commandOf(directory.resolve(words[1])), "listening on 127.0.0.1:");
      }
      case "this is what runs the test" -> assertEquals("fwknop-compat-tests/run\n", script);
      case "PackageIT runs this on a bare Debian", "PackageIT runs this too" -> {}
      default -> throw new AssertionError("nobody says how to run: " + script);
    }
  }

  /** What systemd would do with a unit: the credential, then the command. */
  private String commandOf(Path unit) throws IOException {
    String text = Files.readString(unit);
    assertTrue(text.contains("\nLoadCredential=fwknop-keys:/etc/fwknop-tunnel/"), text);
    Path credentials = Files.createDirectories(directory.resolve("credentials"));
    Path keys = credentials.resolve("fwknop-keys");
    if (Files.notExists(keys)) {
      Files.copy(directory.resolve("my-keys"), keys);
    }
    String command = text.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().get();
    return "export CREDENTIALS_DIRECTORY="
        + credentials
        + "\nexec "
        + command
            .substring("ExecStart=".length())
            .replace("/etc/fwknop-tunnel", unit.getParent().toString());
  }

  private void inTheBackground(String script, String awaited) throws IOException {
    Process process = start(script);
    background.add(process);
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> collect(process, lines));
    try {
      Knocks.await(awaited, () -> says(lines, awaited) || !reader.isAlive());
    } catch (AssertionError e) {
      throw new AssertionError(script + String.join("\n", lines), e);
    }
    assertTrue(says(lines, awaited), () -> script + String.join("\n", lines));
  }

  private static boolean says(List<String> lines, String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  private static void collect(Process process, List<String> lines) {
    try (var output = process.inputReader()) {
      output.lines().forEach(lines::add);
    } catch (UncheckedIOException | IOException e) {
      lines.add(e.toString());
    }
  }

  private Process start(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    String bin = directory.resolve("bin") + ":" + directory;
    builder.environment().merge("PATH", bin, (path, first) -> first + ":" + path);
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private String toItsEnd(String script) throws Exception {
    Process process = start(script);
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), script);
    assertEquals(0, process.exitValue(), () -> script + output);
    return output.replaceAll("(?m)^wrote new keys.*\n", "");
  }

  /** Ends what runs in the background, the newest first. */
  @Override
  public void close() {
    for (Process process : background.reversed()) {
      process.destroy();
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }
}
