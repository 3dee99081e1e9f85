package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.cli.process.EchoServer.assertEchoes;
import static io.github.fwknoptunnel.cli.process.EchoServer.connect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process does that runs for months: it is watched, reloaded, and ends when unused. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ServiceProcessTest {
  @TempDir Path directory;
  private EchoServer echo;
  private Path options;

  @BeforeEach
  void start() throws IOException {
    echo = new EchoServer();
    options = directory.resolve("options");
    write(echo.port());
  }

  private void write(String port) throws IOException {
    Files.writeString(
        options, "-local-port 0\n-remote-host 127.0.0.1\n-remote-port " + port + "\n");
  }

  @AfterEach
  void stop() throws IOException {
    echo.close();
  }

  private RunningProgram tunnel(String... more) throws IOException {
    String[] words = new String[more.length + 1];
    words[0] = "@" + options;
    System.arraycopy(more, 0, words, 1, more.length);
    return RunningProgram.start(words);
  }

  @Test
  void aHangupReadsTheOptionFileAgainAndLeavesOpenConnectionsAlone() throws Exception {
    try (RunningProgram tunnel = tunnel();
        EchoServer other = new EchoServer()) {
      int port = tunnel.port();
      try (Socket open = connect(port)) {
        assertEchoes(open);
        write(other.port());
        tunnel.signal("HUP");
        tunnel.awaitLine("reloaded for 127.0.0.1:" + other.port());
        echo.close();
        try (Socket next = connect(port)) {
          assertEchoes(next);
        }
        tunnel.terminate();
      }
      assertEquals(0, tunnel.awaitExit());
    }
  }

  /** A start says so; a reload said nothing, and the HMAC was lost in silence. */
  @Test
  void aReloadThatLosesTheHmacSaysSo() throws Exception {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, "KEY_BASE64: c3BhLWtleQ==\nHMAC_KEY_BASE64: aG1hYy1rZXk=\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        options,
        "-remote-host 127.0.0.1 -remote-port %s -local-port 0 --key-file '%s'%n"
            .formatted(echo.port(), keys));
    try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
      tunnel.port();
      Files.writeString(keys, "KEY_BASE64: c3BhLWtleQ==\n");
      tunnel.signal("HUP");
      tunnel.awaitLine(" warn no HMAC key");
    }
  }

  @Test
  void settingsThatCannotBeUsedChangeNothing() throws Exception {
    try (RunningProgram tunnel = tunnel()) {
      int port = tunnel.port();
      write("none");
      tunnel.signal("HUP");
      tunnel.awaitLine(
          " warn reload failed, settings unchanged: "
              + options
              + ":3: -remote-port: invalid value 'none'"
              + " (expected a number from 1 to 65535)");
      Files.delete(options);
      tunnel.signal("HUP");
      tunnel.awaitLine("settings unchanged: cannot read the option file " + options);
      try (Socket socket = connect(port)) {
        assertEchoes(socket);
      }
    }
  }

  @Test
  void aForwardWithAnotherTargetIsNamedAndNeedsARestart() throws Exception {
    Files.writeString(options, "-L 0:127.0.0.1:" + echo.port() + "\n");
    try (RunningProgram tunnel = tunnel()) {
      int port = tunnel.port();
      Files.writeString(options, "-L 0:127.0.0.1:9\n");
      tunnel.signal("HUP");
      tunnel.awaitLine(
          "settings unchanged: -L 0:127.0.0.1:9 is new, -L 0:127.0.0.1:%s is gone"
              .formatted(echo.port()));
      try (Socket socket = connect(port)) {
        assertEchoes(socket);
      }
    }
  }

  @Test
  void forwardsInAnotherOrderKeepTheirTargets() throws Exception {
    try (EchoServer other = new EchoServer()) {
      String one = "-L 0:127.0.0.1:" + echo.port() + "\n";
      String two = "-L 0:127.0.0.1:" + other.port() + "\n";
      Files.writeString(options, one + two);
      try (RunningProgram tunnel = tunnel()) {
        assertTrue(tunnel.port() > 0);
        int port = tunnel.port();
        Files.writeString(options, two + one);
        tunnel.signal("HUP");
        tunnel.awaitLine("reloaded for 127.0.0.1:" + echo.port());
        echo.close();
        try (Socket socket = connect(port)) {
          assertEchoes(socket);
        }
      }
    }
  }

  @Test
  void tunnelsThatAreOthersNeedARestart() throws Exception {
    Files.writeString(options, "-L 0:127.0.0.1:" + echo.port() + "\n");
    try (RunningProgram tunnel = tunnel()) {
      int port = tunnel.port();
      Files.writeString(options, "-L 0:127.0.0.1:" + echo.port() + "\n-L 0:127.0.0.1:9\n");
      tunnel.signal("HUP");
      tunnel.awaitLine(
          "settings unchanged: -L 0:127.0.0.1:9 is new (restart to add, change or remove forwards)");
      try (Socket socket = connect(port)) {
        assertEchoes(socket);
      }
    }
  }

  @Test
  void aTableOfTheConnectionsIsPrintedOnRequest() throws Exception {
    try (RunningProgram tunnel = tunnel()) {
      try (Socket socket = connect(tunnel.port())) {
        assertEchoes(socket);
        tunnel.signal("USR1");
        tunnel.awaitLine(
            "info 127.0.0.1:" + echo.port() + ": 1 open, 1 accepted, 0 not opened, 0 knocks");
        tunnel.awaitLine(Pattern.compile("info #1 from 127\\.0\\.0\\.1:\\d+, open for \\d+ s"));
      }
    }
  }

  @Test
  void slowClientsOfTheMetricsAreCutOffAndHoldNobodyUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (RunningProgram tunnel = tunnel("--metrics", "0")) {
      String health = metrics(tunnel) + "/healthz";
      for (int i = 0; i < 8; i++) {
        Socket socket = connect(URI.create(health).getPort());
        slow.add(socket);
        socket.getOutputStream().write("GET /healthz HT".getBytes(StandardCharsets.US_ASCII));
      }
      assertEquals(200, get(health).statusCode());
      for (Socket socket : slow) {
        assertEquals(-1, socket.getInputStream().read());
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void metricsAreServedFromTheStartToTheDrain() throws Exception {
    try (RunningProgram tunnel = tunnel("--metrics", "0", "--drain-timeout", "1m")) {
      String url = metrics(tunnel);
      int port = tunnel.port();
      try (Socket socket = connect(port)) {
        assertEchoes(socket);
        String labels = "{tunnel=\"127.0.0.1:" + echo.port() + "\"} 1.0";
        String text = get(url + "/metrics").body();
        assertTrue(text.contains("fwknop_tunnel_connections_accepted_total" + labels), text);
        assertTrue(text.contains("fwknop_tunnel_connections_active" + labels), text);
        assertEquals(200, get(url + "/healthz").statusCode());
        assertEquals(200, get(url + "/readyz").statusCode());
        tunnel.terminate();
        tunnel.awaitLine("stopping");
        assertEquals(503, get(url + "/readyz").statusCode());
        assertEquals(200, get(url + "/healthz").statusCode());
      }
      assertEquals(0, tunnel.awaitExit());
    }
  }

  private static String metrics(RunningProgram tunnel) throws Exception {
    return tunnel.awaitLine(Pattern.compile("metrics at (http://127.0.0.1:\\d+)/metrics")).group(1);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void aPortOfTheMetricsThatIsTakenIsAnError() throws Exception {
    try (RunningProgram tunnel = tunnel("--metrics", echo.port())) {
      assertEquals(6, tunnel.awaitExit());
      assertEquals(
          List.of(
              "error: cannot serve metrics on 127.0.0.1:"
                  + echo.port()
                  + ": Address already in use",
              "hint: use an address of this machine and a free port"),
          tunnel.seen().stream().map(line -> line.replace("localhost", "127.0.0.1")).toList());
    }
  }

  @Test
  void metricsForEverybodyAreWarnedOf() throws Exception {
    try (RunningProgram tunnel = tunnel("--metrics", "0.0.0.0:0")) {
      tunnel.awaitLine(" warn other hosts on the network can read the metrics at ");
    }
  }

  @Test
  void itEndsWhenNobodyUsesIt() throws Exception {
    try (RunningProgram tunnel = tunnel("--exit-idle-time", "300ms")) {
      int port = tunnel.port();
      tunnel.awaitLine("no connection was open for 300 ms");
      assertEquals(0, tunnel.awaitExit());
      assertThrows(ConnectException.class, () -> connect(port));
    }
  }

  @Test
  void anOpenConnectionIsUse() throws Exception {
    try (RunningProgram tunnel = tunnel("--exit-idle-time", "3s")) {
      try (Socket socket = connect(tunnel.port())) {
        assertEchoes(socket);
        // Longer than the limit: nothing else shows that it does not end.
        Thread.sleep(3500);
        assertEchoes(socket);
      }
      assertEquals(0, tunnel.awaitExit());
    }
  }
}
