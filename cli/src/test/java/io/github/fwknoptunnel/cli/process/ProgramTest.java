package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program from main to exit status. */
@Timeout(120)
class ProgramTest {
  private static final String STORY =
      """
      A service listens behind a closed port, 127\\.0\\.0\\.1:\\d+\\.
      connect without a knock  refused, as expected
      tunnel                   listens on 127\\.0\\.0\\.1:\\d+
      knock                    \\d+ bytes to udp 127\\.0\\.0\\.1:\\d+
      open                     [\\d.]+ m?s after the knock, at probe \\d+
      relayed                  4194304 bytes upstream, 4194304 downstream, identical
      Next: 'fwknop-tunnel setup HOST' guides through a tunnel to your own server\\.
      """;

  @Test
  void theDemoShowsTheWholeStory() throws IOException, InterruptedException {
    try (RunningProgram demo = RunningProgram.start("demo")) {
      assertEquals(0, demo.awaitExit());
      assertTrue(demo.out().matches(STORY), demo.out());
      assertEquals(List.of(), demo.seen());
    }
  }

  @Test
  void theDemoIsTheSameWhereDigitsAreNotAscii() throws IOException, InterruptedException {
    List<String> egypt = List.of("-Duser.language=ar", "-Duser.country=EG");
    try (RunningProgram demo = RunningProgram.start(RunningProgram.builder(egypt, "demo"))) {
      assertEquals(0, demo.awaitExit());
      assertTrue(demo.out().matches(STORY), demo.out());
    }
  }

  @Test
  void anErrorGoesToStderrAndIntoTheStatus() throws IOException, InterruptedException {
    try (RunningProgram program = RunningProgram.start("-remote-host", "h")) {
      assertEquals(2, program.awaitExit());
      assertEquals(
          List.of("error: -remote-port is missing", "hint: add -remote-port PORT"), program.seen());
      assertEquals("", program.out());
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailure() throws IOException, InterruptedException {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "this system has no /dev/full");
    ProcessBuilder keygen = RunningProgram.builder(List.of(), "keygen").redirectOutput(full);
    try (RunningProgram program = RunningProgram.start(keygen)) {
      assertEquals(1, program.awaitExit());
      assertEquals(
          List.of(
              "error: stdout cannot be written",
              "hint: it is closed, or its disk is full: redirect it to a file or a pipe"),
          program.seen());
    }
  }

  /** The limit stands for a full disk. The next try must not find a file of the first. */
  @Test
  void keysThatCannotBeWrittenLeaveNoFile(@TempDir Path directory) throws Exception {
    Path keys = directory.resolve("keys");
    ProcessBuilder keygen =
        RunningProgram.builder(
            List.of("-XX:-UsePerfData"), "keygen", "--key-gen-file", keys.toString());
    keygen.command().addAll(0, List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));
    try (RunningProgram program = RunningProgram.start(keygen)) {
      assertEquals(1, program.awaitExit(), () -> "" + program.seen());
      String error = "error: cannot write " + keys + ": ";
      assertTrue(program.seen().getFirst().startsWith(error), () -> "" + program.seen());
      assertFalse(Files.exists(keys));
    }
  }

  @Test
  void aFileNameThatTheLocaleCannotWriteIsExplained() throws IOException, InterruptedException {
    ProcessBuilder knock =
        RunningProgram.builder(
            List.of("-Dsun.jnu.encoding=US-ASCII"),
            "knock",
            "-D",
            "h",
            "-A",
            "tcp/22",
            "--key-file",
            "sch\u00fcssel");
    knock.environment().put("LC_ALL", "C");
    try (RunningProgram program = RunningProgram.start(knock)) {
      assertEquals(2, program.awaitExit());
      assertTrue(program.seen().getLast().endsWith("set LC_ALL=C.UTF-8"), "" + program.seen());
    }
  }
}
