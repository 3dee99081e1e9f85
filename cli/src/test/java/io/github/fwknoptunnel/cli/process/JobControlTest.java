package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command on a terminal is stopped, continued and interrupted as if no tunnel were around it. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class JobControlTest {
  /** Tells each signal that it gets; the words are put together so that no echo holds them. */
  private static final String COMMAND =
      """
      #!/bin/bash
      got() { echo "<$1 seen>"; }
      trap 'got CONT' CONT
      trap 'got WINCH' WINCH
      trap 'got INT; exit 7' INT
      got START
      while :; do sleep 0.05; done
      """;

  @TempDir Path directory;

  @Test
  void eachSignalOfTheTerminalIsSeenOnceByTheCommand() throws Exception {
    Path command = Files.writeString(directory.resolve("command"), COMMAND);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    String[] words = {"exec", "-remote-host", "127.0.0.1", "-remote-port", "9", "--no-rc-file"};
    ProcessBuilder builder = RunningProgram.builder(List.of(), words);
    builder.command().addAll(List.of("--", command.toString()));
    Path run = directory.resolve("run");
    Files.writeString(
        run,
        builder.command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", "\n")));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
    try (PseudoTerminal terminal = PseudoTerminal.run("PS1=: bash --norc --noprofile -i")) {
      terminal.type(run + "\n");
      terminal.await("<START seen>");
      terminal.type("\u001a");
      terminal.await("Stopped");
      terminal.type("fg\n");
      terminal.await("<CONT seen>");
      terminal.resize();
      terminal.await("<WINCH seen>");
      terminal.type("\3");
      terminal.await("<INT seen>");
      terminal.type("echo status=$?; exit\n");
      String screen = terminal.end();
      for (String signal : List.of("CONT", "WINCH", "INT")) {
        assertEquals(2, screen.split("<" + signal + " seen>", -1).length, screen);
      }
      assertEquals(2, screen.split("status=7", -1).length, screen);
    }
  }
}
