package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** stderr is a full pipe that nobody reads: that stops neither the relaying nor the end. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class UnreadStderrTest {
  private static final int PIPE = 65_536;

  @TempDir Path directory;

  /** Starts the program behind as many bytes as fit into a pipe. */
  private Process start(List<String> words) throws IOException {
    ProcessBuilder program = RunningProgram.builder(List.of(), words.toArray(String[]::new));
    String fill = "head -c " + PIPE + " /dev/zero >&2; exec \"$@\"";
    List<String> command = new ArrayList<>(List.of("sh", "-c", fill, "sh"));
    command.addAll(program.command());
    return new ProcessBuilder(command).start();
  }

  private static void signal(Process process, String name) throws Exception {
    String[] kill = {"kill", "-" + name, "" + process.pid()};
    assertEquals(0, new ProcessBuilder(kill).inheritIO().start().waitFor());
  }

  private static int end(Process process) throws Exception {
    try {
      signal(process, "TERM");
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it still runs");
      return process.exitValue();
    } finally {
      process.toHandle().destroyForcibly();
    }
  }

  private static void await(Path file, Process process) throws IOException {
    while (!Files.exists(file)) {
      assertTrue(process.isAlive());
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void assertEchoes(Socket client) throws IOException {
    client.getOutputStream().write('x');
    assertEquals('x', client.getInputStream().read());
  }

  /** To these signals the JVM itself may have something to say. */
  @ParameterizedTest
  @ValueSource(strings = {"QUIT", "USR2"})
  void aTunnelRelaysAndEnds(String signal) throws Exception {
    Path ready = directory.resolve("ready");
    try (EchoServer echo = new EchoServer()) {
      List<String> words = new ArrayList<>(List.of("-L", "0:127.0.0.1:" + echo.port(), "-v"));
      words.addAll(List.of("--ready-file", ready.toString(), "--drain-timeout", "1s"));
      Process tunnel = start(words);
      try {
        await(ready, tunnel);
        int port = Integer.parseInt(Files.readString(ready).strip().replaceFirst(".*:", ""));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
          client.setSoTimeout(60_000);
          assertEchoes(client);
          signal(tunnel, signal);
          assertEchoes(client);
        }
      } finally {
        assertEquals(0, end(tunnel));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void connectEnds(String signal) throws Exception {
    Path running = directory.resolve("running");
    Path script =
        Files.writeString(
            directory.resolve("knock"), "#!/bin/sh\n: >'" + running + "'\nexec sleep 600\n");
    assertTrue(script.toFile().setExecutable(true));
    List<String> words = new ArrayList<>(List.of("connect", "127.0.0.1", EchoServer.closedPort()));
    words.addAll(List.of("-cmd", script.toString()));
    Process connect = start(words);
    await(running, connect);
    signal(connect, signal);
    assertTrue(connect.waitFor(60, TimeUnit.SECONDS), "it still runs");
    assertEquals(signal.equals("HUP") ? 129 : 143, connect.exitValue());
  }
}
