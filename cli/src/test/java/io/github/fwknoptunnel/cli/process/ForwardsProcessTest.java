package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several tunnels in one process, and the file that says that they are up. */
@Timeout(120)
class ForwardsProcessTest {
  private static final int TIMEOUT_MS = 60_000;

  @TempDir Path directory;
  private EchoServer first;
  private EchoServer second;
  private Path ready;

  @BeforeEach
  void start() throws IOException {
    first = new EchoServer();
    second = new EchoServer();
    ready = directory.resolve("ready");
  }

  @AfterEach
  void stop() throws IOException {
    first.close();
    second.close();
  }

  private static String to(EchoServer echo) {
    return "0:127.0.0.1:" + echo.port();
  }

  private RunningProgram tunnels(String... words) throws IOException {
    Stream<String> file = Stream.of("--ready-file", ready.toString());
    return RunningProgram.start(Stream.concat(file, Stream.of(words)).toArray(String[]::new));
  }

  /** The ports that the ready file names; its lines are whole as soon as it is there. */
  private List<Integer> ports() throws IOException {
    return Files.readAllLines(ready).stream()
        .map(line -> Integer.parseInt(line.replaceFirst("^127\\.0\\.0\\.1:", "")))
        .toList();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private static void assertEchoes(Socket socket) throws IOException {
    byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(bytes);
    assertArrayEquals(bytes, socket.getInputStream().readNBytes(bytes.length));
  }

  private static void assertWorks(int port) throws IOException {
    try (Socket socket = connect(port)) {
      assertEchoes(socket);
    }
  }

  private static boolean isRefused(int port) throws IOException {
    try {
      connect(port).close();
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      assertTrue(System.nanoTime() - start < TIMEOUT_MS * 1_000_000L, "it never came");
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void eachLeadsToItsOwnTargetAndTheLogTellsWhich() throws IOException, InterruptedException {
    try (RunningProgram tunnels = tunnels("-L", to(first), "-L" + to(second))) {
      String line = " info [%s] listening on 127.0.0.1:";
      int firstPort = tunnels.port();
      assertTrue(tunnels.seen().getLast().contains(line.formatted(to(first))), "" + tunnels.seen());
      int secondPort = tunnels.port();
      assertTrue(
          tunnels.seen().getLast().contains(line.formatted(to(second))), "" + tunnels.seen());
      assertWorks(firstPort);
      tunnels.awaitLine(" info [" + to(first) + "] #1 closed");
      assertWorks(secondPort);
      tunnels.awaitLine(" info [" + to(second) + "] #1 closed");
      tunnels.terminate();
      assertEquals(0, tunnels.awaitExit());
    }
  }

  @Test
  void theJsonLogTellsWhich() throws IOException, InterruptedException {
    try (RunningProgram tunnels = tunnels("--log-format", "json", "-L", to(first))) {
      tunnels.awaitLine(
          "\"level\":\"info\",\"tunnel\":\"" + to(first) + "\",\"event\":\"listening\"");
    }
  }

  @Test
  void oneThatCannotBeHadDoesNotStopTheOthers() throws IOException, InterruptedException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningProgram tunnels =
            tunnels("-L", busy.getLocalPort() + ":127.0.0.1:1", "-L", to(second))) {
      tunnels.awaitLine("not started: cannot listen on 127.0.0.1:" + busy.getLocalPort());
      assertWorks(tunnels.port());
      tunnels.terminate();
      assertEquals(0, tunnels.awaitExit());
    }
  }

  @Test
  void theStrictEndInsteadAndListenNoMore() throws IOException, InterruptedException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningProgram tunnels =
            tunnels(
                "--exit-on-forward-failure",
                "-L",
                to(first),
                "-L",
                busy.getLocalPort() + ":127.0.0.1:1")) {
      tunnels.awaitLine("error: cannot listen on 127.0.0.1:" + busy.getLocalPort());
      assertEquals(6, tunnels.awaitExit());
      assertFalse(Files.exists(ready));
    }
  }

  @Test
  void oneSignalDrainsAll() throws IOException, InterruptedException {
    try (RunningProgram tunnels = tunnels("-L", to(first), "-L", to(second))) {
      int firstPort = tunnels.port();
      int secondPort = tunnels.port();
      try (Socket one = connect(firstPort);
          Socket other = connect(secondPort)) {
        assertEchoes(one);
        assertEchoes(other);
        tunnels.terminate();
        tunnels.awaitLine("stopping: ");
        assertEchoes(one);
        assertEchoes(other);
      }
      assertEquals(0, tunnels.awaitExit());
    }
  }

  @Test
  void aConnectionOfOneDoesNotKeepTheOtherListening() throws Exception {
    try (RunningProgram tunnels = tunnels("-L", to(first), "-L", to(second))) {
      int firstPort = tunnels.port();
      int secondPort = tunnels.port();
      try (Socket one = connect(firstPort)) {
        assertEchoes(one);
        tunnels.terminate();
        tunnels.awaitLine("stopping: ");
        await(() -> isRefused(secondPort));
        assertEchoes(one);
      }
      assertEquals(0, tunnels.awaitExit());
    }
  }

  @Test
  void theReadyFileHoldsEveryAddressAsLongAsTheyAreListenedOn() throws Exception {
    Files.writeString(ready, "127.0.0.1:1\n");
    Files.setPosixFilePermissions(ready, PosixFilePermissions.fromString("rw-------"));
    try (RunningProgram tunnels = tunnels("-L", to(first), "-L", to(second))) {
      List<Integer> listening = List.of(tunnels.port(), tunnels.port());
      await(() -> Files.exists(ready) && ports().equals(listening));
      try (Socket socket = connect(listening.getFirst())) {
        assertEchoes(socket);
        tunnels.terminate();
        tunnels.awaitLine("stopping: ");
        assertFalse(Files.exists(ready));
      }
      assertEquals(0, tunnels.awaitExit());
      try (Stream<Path> left = Files.list(directory)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void theReadyFileOfOneTunnelHoldsItsAddress() throws Exception {
    try (RunningProgram tunnel =
        tunnels("-local-port", "0", "-remote-host", "127.0.0.1", "-remote-port", first.port())) {
      List<Integer> listening = List.of(tunnel.port());
      await(() -> Files.exists(ready) && ports().equals(listening));
    }
  }
}
