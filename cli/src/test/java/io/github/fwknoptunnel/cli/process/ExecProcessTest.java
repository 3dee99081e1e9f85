package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.SecondUser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that run with a tunnel: their streams, signals and ends. bash is their client. */
@Timeout(120)
class ExecProcessTest {
  private static final int WRITTEN = 1_000_000;

  /** Says when it listens for signals, and goes on until one ends it. */
  private static final String TRAPS =
      "trap 'echo got HUP >&2' HUP; trap 'echo got INT >&2' INT; trap 'echo got USR1 >&2' USR1; trap 'echo got USR2 >&2' USR2; trap 'echo got TERM >&2; exit 7' TERM;"
          + " echo ready >&2; while :; do sleep 0.05; done";

  private static final Pattern LEFT = Pattern.compile("left (\\d+)");

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

  private static ProcessBuilder builder(String port, String... more) {
    Stream<String> first = Stream.of("exec", "-remote-host", "127.0.0.1", "-remote-port", port);
    return RunningProgram.builder(
        List.of(), Stream.concat(first, Stream.of(more)).toArray(String[]::new));
  }

  private RunningProgram exec(String... more) throws IOException {
    return RunningProgram.start(builder(echo.port(), more));
  }

  @Test
  void aCommandReachesTheRemoteSide() throws IOException, InterruptedException {
    String client = "exec 3<>/dev/tcp/{host}/{port}; echo hello >&3; head -n 1 <&3";
    try (RunningProgram exec = exec("--", "bash", "-c", client)) {
      assertEquals(0, exec.awaitExit());
      assertEquals("hello\n", exec.out());
      assertEquals(List.of(), exec.seen());
    }
  }

  @Test
  void aCommandIsToldWhereTheTunnelIsInArgumentsAndEnvironment()
      throws IOException, InterruptedException {
    String told = "echo $1 $FWKNOP_TUNNEL_HOST:$FWKNOP_TUNNEL_PORT $2";
    try (RunningProgram exec = exec("sh", "-c", told, "sh", "{host}:{port}", "{other}")) {
      assertEquals(0, exec.awaitExit());
      String[] words = exec.out().strip().split(" ");
      assertTrue(words[0].matches("127\\.0\\.0\\.1:[1-9]\\d+"), words[0]);
      assertEquals(List.of(words[0], words[0], "{other}"), List.of(words));
    }
  }

  @Test
  void aCommandHasTheStreamsOfTheProgram() throws IOException, InterruptedException {
    Path in = Files.writeString(directory.resolve("in"), "from stdin\n");
    ProcessBuilder cat = builder(echo.port(), "--", "sh", "-c", "cat; echo to stderr >&2");
    try (RunningProgram exec = RunningProgram.start(cat.redirectInput(in.toFile()))) {
      assertEquals(0, exec.awaitExit());
      assertEquals("from stdin\n", exec.out());
      assertEquals(List.of("to stderr"), exec.seen());
    }
  }

  @Test
  void aCommandSeesNoOptionsAndNoKeys() throws IOException, InterruptedException {
    ProcessBuilder env = builder(echo.port(), "--connect-timeout", "1s", "env");
    env.environment().put("FWKNOP_TUNNEL_OPT_ALLOW_IP", "192.0.2.1");
    env.environment().put("FWKNOP_KEY_BASE64", Base64.getEncoder().encodeToString(new byte[32]));
    env.environment().put("FWKNOP_HMAC_KEY_BASE64", "c2VjcmV0");
    env.environment().put("CREDENTIALS_DIRECTORY", directory.toString());
    env.environment().put("OF_THE_USER", "kept");
    try (RunningProgram exec = RunningProgram.start(env)) {
      assertEquals(0, exec.awaitExit());
      assertTrue(exec.out().contains("OF_THE_USER=kept\n"), exec.out());
      List<String> ours =
          exec.out()
              .lines()
              .filter(line -> line.startsWith("FWKNOP_") || line.startsWith("CREDENTIALS_"))
              .map(line -> line.split("=")[0])
              .sorted()
              .toList();
      assertEquals(List.of("FWKNOP_TUNNEL_HOST", "FWKNOP_TUNNEL_PORT"), ours);
    }
  }

  @ParameterizedTest
  @CsvSource({"exit 0, 0", "exit 3, 3", "exit 255, 255", "kill -KILL $$, 137", "kill -HUP $$, 129"})
  void theCommandsEndIsTheProgramsEnd(String script, int status)
      throws IOException, InterruptedException {
    try (RunningProgram exec = exec("--", "sh", "-c", script)) {
      assertEquals(status, exec.awaitExit());
      assertEquals(List.of(), exec.seen());
    }
  }

  @Test
  void theTunnelIsDownAfterwards() throws IOException, InterruptedException {
    try (RunningProgram exec = exec("sh", "-c", "echo {port}; kill -KILL $$")) {
      assertEquals(137, exec.awaitExit());
      int port = Integer.parseInt(exec.out().strip());
      assertThrows(
          ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  /** The owner of a connection whose process is gone cannot be known, so all users are allowed. */
  @Test
  void whatACommandWroteArrivesAlsoWhenItIsGone() throws IOException, InterruptedException {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningProgram exec =
            RunningProgram.start(
                builder(
                    "" + slow.getLocalPort(),
                    "--allow-user",
                    "*",
                    "bash",
                    "-c",
                    "head -c %d /dev/zero >/dev/tcp/{host}/{port}; echo gone >&2"
                        .formatted(WRITTEN)))) {
      exec.awaitLine("gone");
      try (Socket socket = slow.accept()) {
        assertEquals(WRITTEN, socket.getInputStream().readAllBytes().length);
      }
      assertEquals(0, exec.awaitExit());
    }
  }

  /** Any local user could reach the port of exec; by default only its own may use it. */
  @Test
  void aProcessOfAnotherUserIsRefused() throws IOException, InterruptedException {
    SecondUser.require();
    String client = "exec 3<>/dev/tcp/{host}/{port}; echo hello >&3; head -n 1 <&3";
    String other = "setpriv --reuid " + SecondUser.UID + " --clear-groups bash -c '" + client + "'";
    try (RunningProgram exec = exec("--", "bash", "-c", other)) {
      exec.awaitLine("its user " + SecondUser.UID + " is not allowed");
      exec.awaitExit();
      assertEquals("", exec.out());
    }
  }

  @Test
  void signalsReachTheCommand() throws IOException, InterruptedException {
    // In a session of its own, so that SIGINT cannot come from a terminal.
    ProcessBuilder line = builder(echo.port(), "bash", "-c", TRAPS);
    line.command().addFirst("setsid");
    try (RunningProgram exec = RunningProgram.start(line)) {
      exec.awaitLine("ready");
      for (String name : List.of("INT", "HUP", "USR1", "USR2")) {
        exec.signal(name);
        exec.awaitLine("got " + name);
      }
      exec.signal("TERM");
      assertEquals(7, exec.awaitExit());
      assertEquals("got TERM", exec.seen().getLast());
    }
  }

  @Test
  void aCommandThatASignalEndsIsReportedSo() throws IOException, InterruptedException {
    try (RunningProgram exec = exec("sh", "-c", "echo ready >&2; exec sleep 600")) {
      exec.awaitLine("ready");
      exec.terminate();
      assertEquals(143, exec.awaitExit());
    }
  }

  @Test
  void aSignalEndsTheWaitForWhatTheCommandLeftBehind() throws IOException, InterruptedException {
    String left = "exec 3<>/dev/tcp/{host}/{port}; sleep 600 >&3 2>&1 & echo left $! >&2; exit 9";
    try (RunningProgram exec = exec("-v", "--drain-timeout", "10m", "bash", "-c", left)) {
      long sleep = Long.parseLong(exec.awaitLine(LEFT).group(1));
      exec.awaitLine("the command ended with status 9");
      exec.terminate();
      assertEquals(9, exec.awaitExit());
      ProcessHandle.of(sleep).orElseThrow().destroy();
    }
  }

  @Test
  void whatGoesWrongIsToldAmongTheCommandsOutput() throws IOException, InterruptedException {
    String closed = EchoServer.closedPort();
    try (RunningProgram exec =
        RunningProgram.start(builder(closed, "bash", "-c", "cat </dev/tcp/{host}/{port}"))) {
      exec.awaitLine("warn #1 127.0.0.1:" + closed + " refuses connections");
      exec.awaitExit();
      assertEquals(1, exec.seen().stream().filter(line -> line.contains("Z ")).count());
    }
  }

  @Test
  void verboseShowsTheLog() throws IOException, InterruptedException {
    try (RunningProgram exec = exec("-verbose", "true")) {
      exec.awaitLine("listening on 127.0.0.1:");
      assertEquals(0, exec.awaitExit());
    }
  }
}
