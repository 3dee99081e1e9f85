package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One inherited socket is descriptor 0 of the program, and of no child. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class SocketChildrenTest {
  @TempDir Path directory;

  private RunningProgram passed(List<String> sockets, String names, String... words)
      throws IOException {
    Path launcher = Launcher.JAR.install(directory, Path.of(System.getProperty("java.home")));
    ProcessBuilder builder = PassedSockets.builder(launcher, sockets, words);
    builder.environment().put("LISTEN_FDNAMES", names);
    return RunningProgram.start(builder);
  }

  @Test
  void theCommandOfExecDoesNotGetTheSocket() throws Exception {
    try (RunningProgram exec =
        passed(
            List.of("inet"),
            "unknown",
            "exec",
            "-remote-host",
            "127.0.0.1",
            "-remote-port",
            "22",
            "--",
            "readlink",
            "/proc/self/fd/0")) {
      assertEquals(0, exec.awaitExit(), () -> "" + exec.seen());
      assertFalse(exec.out().contains("socket:"), exec.out());
    }
  }

  @Test
  void theKeyCommandDoesNotGetTheSocket() throws Exception {
    Path seen = directory.resolve("seen");
    Path command = directory.resolve("command");
    Launcher.script(
        command,
        "#!/bin/sh\nreadlink /proc/self/fd/0 >%s\ncat %s\n"
            .formatted(seen, KeyFiles.write(directory)));
    Path options = directory.resolve("tunnels");
    Files.writeString(
        options, "[db]\n-remote-host 127.0.0.1 -remote-port 22\n--key-command " + command + "\n");
    try (RunningProgram program = passed(List.of("inet"), "db", "@" + options)) {
      program.port();
      assertEquals("/dev/null\n", Files.readString(seen));
    }
  }

  @Test
  void aReadyFileWithAnAbstractSocketIsReplacedAfterAKill() throws Exception {
    Path ready = directory.resolve("ready");
    Path options = directory.resolve("tunnels");
    List<String> text = new ArrayList<>();
    for (String name : List.of("db", "web")) {
      text.add("[" + name + "]\n-remote-host 127.0.0.1 -remote-port 22\n");
    }
    Files.writeString(options, "--ready-file " + ready + "\n" + String.join("", text));
    for (int run = 1; run <= 2; run++) {
      Path launcher =
          Launcher.JAR.install(
              directory.resolve("" + run), Path.of(System.getProperty("java.home")));
      ProcessBuilder builder =
          PassedSockets.builder(launcher, List.of("inet", "unix:@"), "@" + options);
      builder.environment().put("LISTEN_FDNAMES", "db:web");
      // An argument cannot have a NUL: perl's pack_sockaddr_un gets it from an escape.
      builder
          .command()
          .replaceAll(word ->
              word.replace("pack_sockaddr_un($address)", "pack_sockaddr_un(\"\\0findings$$\")"));
      try (RunningProgram program = RunningProgram.start(builder)) {
        program.awaitLine("[web] listening on an abstract socket");
        while (!Files.exists(ready)) {
          Thread.sleep(10);
        }
        program.signal("KILL");
        program.awaitExit();
      }
    }
  }
}
