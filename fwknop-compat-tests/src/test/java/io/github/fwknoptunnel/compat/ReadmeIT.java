package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the README, in its order, against a gate that answers to {@code
 * server.example.com}. A comment before each block of shell says how it is run; a block without one
 * fails the test.
 */
@RequiresEngine
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadmeIT {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- test: (?<how>[^>]*) -->\n)?```sh\n(?<script>.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatTheReadmeSays() throws Exception {
    List<Process> background = new ArrayList<>();
    try (Gate gate = Gate.start(Gate.stanza(7001).access())) {
      prepare(gate);
      Matcher blocks = BLOCK.matcher(Files.readString(PROJECT.resolve("README.md")));
      int count = 0;
      while (blocks.find()) {
        count++;
        runBlock(gate, String.valueOf(blocks.group("how")), blocks.group("script"), background);
      }
      assertEquals(11, count, "blocks of shell in the README");
    } finally {
      background.forEach(Process::destroy);
    }
  }

  /** The block of shell that is run in this way. */
  static String block(String how) throws IOException {
    return BLOCK
        .matcher(Files.readString(PROJECT.resolve("README.md")))
        .results()
        .filter(block -> how.equals(block.group("how")))
        .findFirst()
        .orElseThrow()
        .group("script");
  }

  private void runBlock(Gate gate, String how, String script, List<Process> background)
      throws Exception {
    switch (how) {
      case "run" -> run(script);
      case "run, and take the output for the server" -> {
        gate.write("/etc/fwknop/access.conf", run(script));
        gate.run("restart-fwknopd");
      }
      case "in the background" -> {
        Process tunnel = start(script);
        background.add(tunnel);
        assertTrue(tunnel.inputReader().readLine().contains("listening on 127.0.0.1:6000"));
      }
      case "this is what runs the test" -> assertEquals("fwknop-compat-tests/run\n", script);
      case "PackageIT runs this on a bare Debian", "PackageIT runs this too" -> {}
      default -> throw new AssertionError("nobody says how to run: " + script);
    }
  }

  /**
   * A folder that looks like a checkout, where the README's server name and user are the gate's.
   */
  private void prepare(Gate gate) throws IOException, InterruptedException {
    SshKeys.authorize(gate, directory);
    Path hosts =
        Files.writeString(directory.resolve("hosts"), gate.address() + " server.example.com\n");
    executable(
        "fwknop-tunnel",
        "export JAVA_TOOL_OPTIONS='-Djdk.net.hosts.file=" + hosts + "'",
        "exec '"
            + PROJECT.resolve("fwknop-tunnel")
            + "' \"$@\" 2> >(grep --line-buffered -v '^Picked up JAVA_TOOL_OPTIONS' >&2)");
    Files.createDirectory(directory.resolve("bin"));
    executable(
        "bin/ssh", "exec /usr/bin/ssh " + String.join(" ", SshKeys.options(directory)) + " \"$@\"");
  }

  private void executable(String name, String... lines) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(name), "#!/bin/bash\n" + String.join("\n", lines) + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Process start(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    return builder.start();
  }

  private String run(String script) throws Exception {
    Process process = start(script);
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), script);
    assertEquals(0, process.exitValue(), () -> script + output);
    return output.replaceAll("(?m)^wrote new keys.*\n", "");
  }
}
