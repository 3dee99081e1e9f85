package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a reload does not change: settings of the start, and the limit of packets. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ReloadProcessTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\S+Z ";
  private static final Pattern LISTENING =
      Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+) .*");

  @TempDir Path directory;
  private Path options;
  private Path keys;

  @BeforeEach
  void writeKeys() throws IOException {
    options = directory.resolve("options");
    keys = Files.writeString(directory.resolve("keys"), "KEY: secret\nHMAC_KEY: hmac-key\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whatTakesARestartIsNamedAndTheLogStaysAsItIs() throws Exception {
    // Its odd line is warned of with each reading.
    Path rc = Files.writeString(directory.resolve("rc"), "[default]\nFW_TIMEOUT 1m\n");
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-------"));
    String before =
        "-remote-host 127.0.0.1 -remote-port 9 -local-port 0 --key-file %s --rc-file %s%n"
            .formatted(keys, rc);
    Files.writeString(options, before);
    try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
      tunnel.port();
      Files.writeString(
          options,
          before
              + "-mode single --log-format json -v --max-connections 9\n"
              + "--ready-file ready --exit-on-forward-failure\n");
      tunnel.signal("HUP");
      String line = tunnel.awaitLine(" warn restart needed for: ");
      List<String> named = List.of(line.replaceFirst(".*needed for: ", "").split(", "));
      for (String option :
          List.of(
              "-mode",
              "--log-format",
              "-v",
              "--max-connections",
              "--ready-file",
              "--exit-on-forward-failure")) {
        assertTrue(named.contains(option), line);
      }
      assertEquals(6, named.size(), line);
      tunnel.terminate();
      tunnel.awaitExit();
      tunnel.seen().forEach(text -> assertTrue(text.matches("(" + TIME + "|warning: ).*"), text));
      assertTrue(tunnel.seen().stream().filter(text -> text.startsWith("warning: ")).count() == 2);
    }
  }

  @Test
  void theSameSettingsInAnotherOrderTakeNoRestart() throws Exception {
    Files.writeString(
        options, "-v -mode single -local-port 0 -remote-host 127.0.0.1 -remote-port 9");
    try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
      tunnel.port();
      Files.writeString(
          options, "-local-port 0 -verbose --verbose -remote-host h -remote-port 9 --mode single");
      tunnel.signal("HUP");
      tunnel.awaitLine("reloaded for h:9");
      tunnel.terminate();
      tunnel.awaitExit();
      assertTrue(tunnel.seen().stream().noneMatch(line -> line.contains("restart needed")));
    }
  }

  private String limited(DatagramSocket server) {
    return "--max-knocks-per-minute 1 --knock each --connect-timeout 1s --no-rc-file"
        + " -D 127.0.0.1 -p %d --key-file %s%n".formatted(server.getLocalPort(), keys);
  }

  @Test
  void aReloadGivesNoFurtherPackets() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
      String closed = EchoServer.closedPort();
      Files.writeString(
          options,
          limited(server) + "-local-port 0 -remote-host 127.0.0.1 -remote-port " + closed + "\n");
      try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
        int port = tunnel.port();
        connectInVain(port);
        tunnel.awaitLine("#1 closed ");
        tunnel.signal("HUP");
        tunnel.awaitLine("reloaded ");
        connectInVain(port);
        tunnel.awaitLine("limit of 1 in 60 s reached");
      }
      assertOnePacket(server);
    }
  }

  @Test
  void twoTunnelsShareTheLimit() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
      Files.writeString(
          options,
          limited(server)
              + "-L 0:127.0.0.1:%s -L 0:127.0.0.1:%s%n"
                  .formatted(EchoServer.closedPort(), EchoServer.closedPort()));
      try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
        int first = Integer.parseInt(tunnel.awaitLine(LISTENING).group(1));
        int second = Integer.parseInt(tunnel.awaitLine(LISTENING).group(1));
        connectInVain(first);
        tunnel.awaitLine("#1 closed ");
        connectInVain(second);
        tunnel.awaitLine("limit of 1 in 60 s reached");
      }
      assertOnePacket(server);
    }
  }

  private static void connectInVain(int port) throws IOException {
    try (Socket client = new Socket(LOOPBACK, port)) {
      client.setSoTimeout(60_000);
      assertEquals(-1, client.getInputStream().read());
    } catch (SocketException e) {
      // Reset, as the target refused it.
    }
  }

  /** What comes behind the first packet is what this sends. */
  private static void assertOnePacket(DatagramSocket server) throws IOException {
    byte[] end = {'e', 'n', 'd'};
    try (DatagramSocket sender = new DatagramSocket()) {
      sender.send(new DatagramPacket(end, end.length, server.getLocalSocketAddress()));
    }
    server.setSoTimeout(30_000);
    assertTrue(receive(server).length > 100);
    assertArrayEquals(end, receive(server));
  }

  private static byte[] receive(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
    server.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }
}
