package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tunnel as users run it: a process that is told its options and signals. */
@Timeout(120)
class TunnelProcessTest {
  private static final int TIMEOUT_MS = 60_000;
  private static final Pattern CLOSED_1 = Pattern.compile("#1 closed after .*");
  private static final Pattern JSON_LINE =
      Pattern.compile(
          "\\{(\"\\w+\":(\"([^\"\\\\\\p{Cc}]|\\\\.)*\"|-?\\d+|true|false|null)(,(?=\")|(?=\\}$)))+\\}");

  @TempDir Path directory;
  private EchoServer echo;

  @BeforeEach
  void startEcho() throws IOException {
    echo = new EchoServer();
  }

  @AfterEach
  void stopEcho() throws IOException {
    echo.close();
  }

  private static RunningProgram tunnelTo(String port, String... more) throws IOException {
    return tunnel("127.0.0.1", port, more);
  }

  private static RunningProgram tunnel(String host, String port, String... more)
      throws IOException {
    String[] words = new String[more.length + 6];
    String[] first = {"-local-port", "0", "-remote-host", host, "-remote-port", port};
    System.arraycopy(first, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    return RunningProgram.start(words);
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private static void assertEchoes(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(bytes);
    assertArrayEquals(bytes, socket.getInputStream().readNBytes(bytes.length));
  }

  /** A connection that is accepted and gets nothing: closed or reset. */
  private static void assertLost(int port) throws IOException {
    try (Socket socket = connect(port)) {
      assertEquals(-1, socket.getInputStream().read());
    } catch (SocketException e) {
      assertEquals("Connection reset", e.getMessage());
    }
  }

  @Test
  void relaysAndTellsWhatItDoesOnStderrAlone() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnelTo(echo.port())) {
      int port = tunnel.port();
      String line = " info listening on 127.0.0.1:%d for 127.0.0.1:%s, no knock";
      String first = tunnel.seen().getFirst();
      assertTrue(first.endsWith(line.formatted(port, echo.port())), first);
      tunnel.awaitLine(" warn no keys, no stanza and no -cmd: the tunnel sends no knock");
      try (Socket socket = connect(port)) {
        assertEchoes(socket, "hello");
      }
      assertTrue(
          tunnel
              .awaitLine(CLOSED_1)
              .group()
              .matches(
                  "#1 closed after \\d+ ms: 5 bytes upstream, 5 bytes downstream, connected after \\d+ ms, closed by the client"),
          tunnel.seen().getLast());
      tunnel.terminate();
      assertEquals(0, tunnel.awaitExit());
      assertEquals("", tunnel.out());
    }
  }

  @Test
  void everyLineOfTheJsonLogIsAnObject() throws IOException, InterruptedException {
    try (RunningProgram tunnel =
        tunnelTo(echo.port(), "--log-format", "json", "-verbose", "-cmd", "true \"a b\"")) {
      try (Socket socket = connect(tunnel.port())) {
        assertEchoes(socket, "hello");
      }
      tunnel.awaitLine("\"event\":\"closed\"");
      tunnel.terminate();
      assertEquals(0, tunnel.awaitExit());
      for (String line : tunnel.seen()) {
        assertTrue(JSON_LINE.matcher(line).matches(), line);
      }
      String all = String.join("\n", tunnel.seen());
      assertTrue(
          all.matches(
              "(?s).*listening.*accepted.*knock_sent.*port_opened.*connected.*closed.*draining.*"),
          all);
    }
  }

  @Test
  void aConnectionMayFinishAfterTheSignal() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnelTo(echo.port());
        Socket socket = connect(tunnel.port())) {
      assertEchoes(socket, "before");
      tunnel.terminate();
      tunnel.awaitLine("stopping: ");
      assertEchoes(socket, "after");
      socket.shutdownOutput();
      assertEquals(0, tunnel.awaitExit());
    }
  }

  @Test
  void aConnectionThatDoesNotFinishInTimeIsCut() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnelTo(echo.port(), "--drain-timeout", "100ms");
        Socket socket = connect(tunnel.port())) {
      assertEchoes(socket, "before");
      tunnel.terminate();
      assertEquals(1, tunnel.awaitExit());
      String all = String.join("\n", tunnel.seen());
      assertTrue(all.contains("#1 closed") && all.contains("aborted by fwknop-tunnel"), all);
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnelTo(echo.port(), "--drain-timeout", "10m");
        Socket socket = connect(tunnel.port())) {
      assertEchoes(socket, "before");
      tunnel.terminate();
      tunnel.awaitLine("stopping: ");
      tunnel.terminate();
      assertEquals(1, tunnel.awaitExit());
    }
  }

  @Test
  void singleModeKeepsThePortItGot() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnelTo(echo.port(), "-mode", "single")) {
      int port = tunnel.port();
      for (int i = 0; i < 2; i++) {
        try (Socket socket = connect(port)) {
          assertEchoes(socket, "hello");
        }
        assertEquals(port, tunnel.port());
      }
    }
  }

  /** Two connections are lost, each with a warning of its own: the tunnel goes on. */
  private static void assertEachIsLost(RunningProgram tunnel, String warning)
      throws IOException, InterruptedException {
    int port = tunnel.port();
    for (int number = 1; number <= 2; number++) {
      assertLost(port);
      String line = tunnel.awaitLine("#" + number + " " + warning);
      assertTrue(line.contains(" warn "), line);
    }
    tunnel.terminate();
    assertEquals(0, tunnel.awaitExit());
    assertEquals("", tunnel.out());
  }

  @Test
  void aCommandThatFailsCostsItsConnection() throws IOException, InterruptedException {
    Path script = Files.writeString(directory.resolve("knock"), "#!/bin/sh\necho out\nexit 3\n");
    assertTrue(script.toFile().setExecutable(true));
    try (RunningProgram tunnel = tunnelTo(echo.port(), "-cmd", script.toString())) {
      assertEachIsLost(tunnel, "-cmd " + script + " ended with status 3 (");
      List<String> output =
          tunnel.seen().stream().filter(line -> line.contains("-cmd: out")).toList();
      assertEquals(2, output.size(), () -> String.join("\n", tunnel.seen()));
    }
  }

  @Test
  void aCommandThatCannotBeStartedCostsItsConnection() throws IOException, InterruptedException {
    Path script = Files.writeString(directory.resolve("knock"), "#!/bin/sh\nexit 0\n");
    try (RunningProgram tunnel = tunnelTo(echo.port(), "-cmd", script.toString())) {
      assertEachIsLost(tunnel, "-cmd " + script + " cannot be started: not executable (");
      String faulty = "warn -cmd " + script + " cannot be started: not executable";
      assertTrue(tunnel.seen().getFirst().contains("listening"), tunnel.seen().getFirst());
      assertTrue(tunnel.seen().get(1).endsWith(faulty), tunnel.seen().get(1));
    }
  }

  @Test
  void aCommandThatTakesTooLongIsKilled() throws IOException, InterruptedException {
    try (RunningProgram tunnel =
        tunnelTo(echo.port(), "-cmd", "sleep 600", "--cmd-timeout", "200ms")) {
      assertEachIsLost(
          tunnel, "-cmd sleep 600 was killed after 200 ms (use a longer --cmd-timeout");
    }
  }

  @Test
  void aCommandThatWorksKnocksForEachConnection() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnelTo(echo.port(), "-cmd", "true")) {
      int port = tunnel.port();
      assertTrue(tunnel.seen().getFirst().endsWith(", runs 'true' first"));
      for (int number = 1; number <= 2; number++) {
        try (Socket socket = connect(port)) {
          assertEchoes(socket, "hello");
        }
        tunnel.awaitLine("#" + number + " -cmd true succeeded");
      }
    }
  }

  @Test
  void aNameThatDoesNotExistCostsItsConnection() throws IOException, InterruptedException {
    try (RunningProgram tunnel = tunnel("nowhere.invalid", "22")) {
      assertEachIsLost(tunnel, "the name nowhere.invalid cannot be resolved (");
    }
  }

  @Test
  void aRefusedPortCostsItsConnection() throws IOException, InterruptedException {
    String port = EchoServer.closedPort();
    try (RunningProgram tunnel = tunnelTo(port)) {
      assertEachIsLost(
          tunnel, "127.0.0.1:" + port + " refuses connections (check that the service");
    }
  }
}
