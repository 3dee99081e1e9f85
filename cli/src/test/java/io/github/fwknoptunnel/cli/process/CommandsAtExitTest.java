package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands that still run when the program ends are killed, with all that they started. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class CommandsAtExitTest {
  /** Several at once: some may be killed by chance. */
  private static final int COMMANDS = 8;

  /** Notes the numbers of a child and of a daemon, and goes on if the child is killed first. */
  private static final String HANG =
      """
      #!/bin/sh
      setsid sh -c 'setsid sleep 300 & echo $! >>%1$s/pids'
      sh -c 'echo $$ >>%1$s/pids; exec sleep 300'
      sh -c 'echo $$ >>%1$s/pids; exec sleep 300'
      """;

  private static final String KEYS =
      """
      #!/bin/sh
      if [ -e %1$s/hang ]; then
        sh -c 'echo $$ >>%1$s/pids; exec sleep 300'
        sh -c 'echo $$ >>%1$s/pids; exec sleep 300'
      fi
      echo 'KEY: one'
      echo 'HMAC_KEY: three'
      """;

  @TempDir Path directory;

  @AfterEach
  void killWhatIsLeft() throws IOException {
    pids().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private String script(String text) throws IOException {
    Path script = Files.writeString(directory.resolve("script"), text.formatted(directory));
    assertEquals(true, script.toFile().setExecutable(true));
    return script.toString();
  }

  private List<Long> pids() throws IOException {
    Path file = directory.resolve("pids");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::parseLong).toList()
        : List.of();
  }

  private void awaitPids(int count) throws Exception {
    eventually(count + " processes", () -> pids().size() >= count);
  }

  private void assertAllEnded() throws Exception {
    for (long pid : pids()) {
      eventually("the end of " + pid, () -> !runs(pid));
    }
  }

  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private RunningProgram tunnel(String drain) throws IOException {
    return RunningProgram.start(
        "-local-port",
        "0",
        "-remote-host",
        "127.0.0.1",
        "-remote-port",
        "1",
        "-cmd",
        script(HANG),
        "--drain-timeout",
        drain);
  }

  private List<Socket> connect(RunningProgram tunnel) throws Exception {
    int port = tunnel.port();
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
    awaitPids(2 * COMMANDS);
    return clients;
  }

  @Test
  void aSignalEndsTheCommandsOfATunnel() throws Exception {
    try (RunningProgram tunnel = tunnel("100ms")) {
      List<Socket> clients = connect(tunnel);
      tunnel.terminate();
      tunnel.awaitExit();
      assertAllEnded();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aSecondSignalEndsThemToo() throws Exception {
    try (RunningProgram tunnel = tunnel("10m")) {
      List<Socket> clients = connect(tunnel);
      tunnel.terminate();
      tunnel.awaitLine("may finish within");
      tunnel.terminate();
      assertEquals(1, tunnel.awaitExit());
      assertAllEnded();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void theEndOfExecEndsThem() throws Exception {
    String client =
        "for i in 1 2 3 4 5 6 7 8; do eval \"exec $((i + 2))<>/dev/tcp/127.0.0.1/{port}\"; done;"
            + " until [ -e %1$s/pids ] && [ $(wc -l <%1$s/pids) -ge 16 ]; do sleep 0.1; done"
                .formatted(directory);
    try (RunningProgram exec =
        RunningProgram.start(
            "exec",
            "-remote-host",
            "127.0.0.1",
            "-remote-port",
            "1",
            "-cmd",
            script(HANG),
            "--drain-timeout",
            "100ms",
            "--",
            "bash",
            "-c",
            client)) {
      assertEquals(0, exec.awaitExit(), () -> "" + exec.seen());
      awaitPids(2 * COMMANDS);
      assertAllEnded();
    }
  }

  @Test
  void aSignalDuringAReloadEndsTheKeyCommand() throws Exception {
    try (RunningProgram tunnel =
        RunningProgram.start(
            "-local-port",
            "0",
            "-remote-host",
            "127.0.0.1",
            "-remote-port",
            "22",
            "--no-rc-file",
            "--key-command",
            script(KEYS))) {
      tunnel.port();
      Files.createFile(directory.resolve("hang"));
      tunnel.signal("HUP");
      awaitPids(1);
      tunnel.terminate();
      tunnel.awaitExit();
      assertAllEnded();
      assertEquals(1, pids().size(), "a killed child's parent went on");
    }
  }
}
