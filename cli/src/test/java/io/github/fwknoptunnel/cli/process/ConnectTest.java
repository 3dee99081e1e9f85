package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One connection over stdin and stdout, between a real process and a real server. */
@Timeout(120)
class ConnectTest {
  private static final int TIMEOUT_MS = 60_000;

  @TempDir Path directory;
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    server.setSoTimeout(TIMEOUT_MS);
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  private Connect connect(String... more) throws IOException {
    return Connect.to(server.getLocalPort(), more);
  }

  private Socket accept() throws IOException {
    Socket socket = server.accept();
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes());
  }

  /** Before its block does. */
  private static void end(Socket socket) throws IOException {
    socket.close();
  }

  private static String receive(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length));
  }

  @Test
  void theEndOfTheRemoteSideEndsItWhileStdinStaysOpen() throws Exception {
    try (Connect connect = connect();
        Socket socket = accept()) {
      connect.send("hello");
      assertEquals("hello", receive(socket, 5));
      send(socket, "bye");
      socket.shutdownOutput();
      assertEquals("bye", new String(connect.out().readAllBytes()));
      connect.assertEnds(0);
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aReaderThatIsGoneEndsItAtOnceAndSilently() throws Exception {
    try (Connect connect = connect();
        Socket socket = accept()) {
      connect.out().close();
      send(socket, "nobody reads this");
      connect.assertEnds(1);
    }
  }

  @Test
  void aMuteConnectionThatNobodyWaitsForIsGivenUp() throws Exception {
    try (Connect connect = connect();
        Socket socket = accept()) {
      connect.send("hello");
      assertEquals("hello", receive(socket, 5));
      connect.out().close();
      connect.process().getOutputStream().close();
      connect.assertEnds(1);
    }
  }

  /** As under inetd and socat: one socket is both. */
  @Test
  void theEndIsHeardWhereStdinAndStdoutAreOneSocket() throws Exception {
    assumeTrue(new File("/bin/bash").exists(), "this system has no bash");
    try (ServerSocket side = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      side.setSoTimeout(TIMEOUT_MS);
      List<String> jvm = List.of("--enable-native-access=ALL-UNNAMED");
      List<String> words = new ArrayList<>();
      words.addAll(List.of("/bin/bash", "-c"));
      words.add("exec 3<>/dev/tcp/127.0.0.1/$0; exec \"$@\" <&3 >&3 3>&-");
      words.add("" + side.getLocalPort());
      words.addAll(
          RunningProgram.builder(jvm, "connect", "127.0.0.1", "" + server.getLocalPort())
              .command());
      try (Connect connect = new Connect(new ProcessBuilder(words).start());
          Socket client = side.accept();
          Socket socket = accept()) {
        client.setSoTimeout(TIMEOUT_MS);
        send(socket, "bye");
        socket.shutdownOutput();
        assertEquals("bye", new String(client.getInputStream().readAllBytes()));
        send(client, "later");
        client.shutdownOutput();
        assertEquals("later", new String(socket.getInputStream().readAllBytes()));
        connect.assertEnds(0);
      }
    }
  }

  /** The other side must not take a part of the input for the whole. */
  @Test
  void inputThatCannotBeReadIsAnErrorAndAReset() throws Exception {
    ProcessBuilder builder =
        RunningProgram.builder(List.of(), "connect", "127.0.0.1", "" + server.getLocalPort());
    try (Connect connect = new Connect(builder.redirectInput(new File("/proc/self/mem")).start());
        Socket socket = accept()) {
      assertThrows(SocketException.class, () -> socket.getInputStream().read());
      connect.assertEnds(
          1,
          "error: stdin cannot be read: Input/output error",
          "hint: check the program that writes to stdin; the connection was reset, because the input was incomplete");
    }
  }

  @Test
  void aFullDiskIsAnError() throws Exception {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "this system has no /dev/full");
    ProcessBuilder builder =
        RunningProgram.builder(List.of(), "connect", "127.0.0.1", "" + server.getLocalPort());
    try (Connect connect = new Connect(builder.redirectOutput(full).start());
        Socket socket = accept()) {
      send(socket, "too much");
      connect.assertEnds(
          1,
          "error: stdout cannot be written: No space left on device",
          "hint: check the free space of its disk");
    }
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void aSignalEndsItWithItsStatus(String signal, int status) throws Exception {
    try (Connect connect = connect();
        Socket socket = accept()) {
      send(socket, "x");
      assertEquals("x", connect.receive(1));
      connect.signal(signal);
      connect.assertEnds(status);
    }
  }

  @Test
  void aSignalDuringTheKnockKillsTheCommand() throws Exception {
    Path script = directory.resolve("knock");
    Files.writeString(script, "#!/bin/sh\necho $$ >&2\nexec sleep 600\n");
    assertTrue(script.toFile().setExecutable(true));
    try (Connect connect = connect("-cmd", script.toString())) {
      String line = Connect.withoutTime(connect.process().errorReader().readLine());
      long child = Long.parseLong(line.replace("info #1 -cmd: ", ""));
      connect.signal("TERM");
      connect.assertEnds(
          143,
          "error: stopped by SIGTERM while waiting for 127.0.0.1:"
              + server.getLocalPort()
              + " to open");
      ProcessHandle.of(child).ifPresent(alive -> alive.onExit().join());
    }
  }

  @Test
  void aQuitSignalPrintsNothingAndEndsNothing() throws Exception {
    try (Connect connect = connect();
        Socket socket = accept()) {
      send(socket, "x");
      assertEquals("x", connect.receive(1));
      connect.signal("QUIT");
      send(socket, "y");
      assertEquals("y", connect.receive(1));
      end(socket);
      assertEquals("", new String(connect.out().readAllBytes()));
      connect.in().close();
      connect.assertEnds(0);
    }
  }

  @Test
  void theStepsAreToldOnStderrWhenAskedFor() throws Exception {
    try (Connect connect = connect("-cmd", "true", "-v", "--log-format", "json");
        Socket socket = accept()) {
      connect.in().close();
      end(socket);
      assertEquals("", new String(connect.out().readAllBytes()));
      String steps = String.join("\n", connect.process().errorReader().lines().toList());
      String order = "connecting.*knock_sent.*port_opened.*connected.*\"event\":\"closed\"";
      assertTrue(steps.matches("(?s).*" + order + ".*"), steps);
      connect.assertEnds(0);
    }
  }

  @Test
  void theCommandsOutputNeverMixesWithTheData() throws Exception {
    try (Connect connect = connect("-cmd", "echo knocking");
        Socket socket = accept()) {
      send(socket, "data");
      end(socket);
      assertEquals("data", new String(connect.out().readAllBytes()));
      connect.in().close();
      connect.assertEnds(0, "info #1 -cmd: knocking");
    }
  }

  @Test
  void anIpv6AddressIsConnectedToInPlain() throws Exception {
    try (ServerSocket six = new ServerSocket(0, 5, InetAddress.getByName("::1"));
        Connect connect = Connect.run("connect", "::1", "" + six.getLocalPort());
        Socket socket = six.accept()) {
      send(socket, "six");
      end(socket);
      assertEquals("six", new String(connect.out().readAllBytes()));
    }
  }

  @Test
  void aPipeIsNoSocketToPassAnythingOver() throws Exception {
    try (Connect connect = connect("--fdpass", "-cmd", "touch " + directory.resolve("knocked"))) {
      connect.assertEnds(
          2,
          "error: --fdpass needs a socket as stdout",
          "hint: set 'ProxyUseFdpass yes' for ssh; omit --fdpass and ProxyUseFdpass; connect then relays the data");
      assertTrue(Files.notExists(directory.resolve("knocked")), "it knocked");
    }
  }
}
