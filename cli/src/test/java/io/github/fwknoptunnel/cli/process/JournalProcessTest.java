package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stderr that is the journal of systemd, as JOURNAL_STREAM tells it: systemd.exec(5). */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class JournalProcessTest {
  @TempDir Path directory;

  /** Runs the program to its end, with {@code stream} for the file that its stderr is. */
  private List<String> stderr(String stream, String... words) throws Exception {
    Path file = Files.createFile(directory.resolve("stderr"));
    ProcessBuilder program = RunningProgram.builder(List.of(), words);
    program.environment().put("JOURNAL_STREAM", stream.replace("JOURNAL", stream(file)));
    Process process = program.redirectError(file.toFile()).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    return Files.readAllLines(file);
  }

  private static String stream(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%d:%i", file.toString()).start();
    return new String(stat.getInputStream().readAllBytes()).strip();
  }

  @Test
  void eachLineHasItsLevelAndNoTime() throws Exception {
    List<String> lines =
        stderr(
            "JOURNAL",
            "-remote-host=127.0.0.1",
            "-remote-port=9",
            "-local-port=0",
            "--exit-idle-time=100ms");
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith("<6>listening on ")), lines::toString);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("<4>no keys, ")), lines::toString);
    assertTrue(lines.stream().allMatch(line -> line.matches("<[3-7]>\\D.*")), lines::toString);
  }

  @Test
  void theLastErrorIsOneOfTheJournalToo() throws Exception {
    assertEquals(
        List.of("<3>error: -remote-port is missing", "<3>hint: add -remote-port PORT"),
        stderr("JOURNAL", "-remote-host", "h"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1:2", "JOURNAL0"})
  void anotherStderrIsAsEver(String stream) throws Exception {
    assertEquals("error: -remote-port is missing", stderr(stream, "-remote-host", "h").getFirst());
  }
}
