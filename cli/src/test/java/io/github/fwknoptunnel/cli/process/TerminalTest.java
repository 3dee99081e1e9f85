package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal sees and a file does not. */
@Timeout(120)
class TerminalTest {
  private static final String ESCAPE = "\u001b";
  private static final String[] CHECK = {
    "check", "-remote-host", "127.0.0.1", "-remote-port", "22", "-local-port", "0"
  };

  @TempDir Path directory;

  private static String shell(String... words) {
    return RunningProgram.builder(List.of("-Dstdout.encoding=UTF-8"), words).command().stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private static String screen(String command) throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.run(command)) {
      return terminal.end();
    }
  }

  @Test
  void aTerminalShowsColours() throws Exception {
    String screen = screen("TERM=xterm " + shell(CHECK));
    assertTrue(screen.contains(ESCAPE + "[32m✓" + ESCAPE + "[0m before each connection"), screen);
  }

  @Test
  void whoeverWantsNoColoursGetsNone() throws Exception {
    for (String variables : List.of("TERM=xterm NO_COLOR=1 ", "TERM=dumb ", "TERM= ")) {
      String screen = screen(variables + shell(CHECK));
      assertTrue(screen.contains("✓ before each connection"), screen);
      assertFalse(screen.contains(ESCAPE), screen);
    }
  }

  @Test
  void aFileGetsNoColours() throws Exception {
    Path file = directory.resolve("report");
    assertFalse(screen("TERM=xterm " + shell(CHECK) + " >'" + file + "'").contains(ESCAPE));
    assertFalse(Files.readString(file).contains(ESCAPE));
  }

  @Test
  void anOutputThatIsNotUtf8GetsAscii() throws Exception {
    String command =
        "LC_ALL=C TERM=dumb " + shell(CHECK).replace("-Dstdout.encoding=UTF-8", "-Da=b");
    String screen = screen(command);
    assertTrue(screen.contains("+ before each connection no knock is sent"), screen);
  }

  @Test
  void errorsAreRed() throws Exception {
    String screen = screen("TERM=xterm " + shell("check", "--ntp", ":"));
    assertTrue(
        screen.contains(ESCAPE + "[31merror:" + ESCAPE + "[0m --ntp: invalid value"), screen);
  }

  @Test
  void aKnockThatWaitsSaysSo() throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), "KEY: correct-horse\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    int closed = ReservedPort.next().getPort();
    String target = "127.0.0.1:" + closed;
    String command =
        shell("knock", "--no-rc-file", "-D", "127.0.0.1", "-A", "tcp/" + closed, "--wait")
            + " --key-file '"
            + keys
            + "'";
    String screen = screen("TERM=xterm " + command);
    assertTrue(screen.contains("waiting for " + target + " … 1 s"), screen);
    // What stays is not glued to what was there before.
    assertTrue(screen.contains("\r" + ESCAPE + "[K" + ESCAPE + "[31merror:"), screen);
    assertFalse(screen("TERM=dumb " + command).contains("waiting"));
  }
}
