package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.cli.process.EchoServer.assertEchoes;
import static io.github.fwknoptunnel.cli.process.EchoServer.connect;
import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels that an option file names: they come and go with a reload. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class NamedTunnelsTest {
  private static final Pattern LISTENING =
      Pattern.compile("\\[(\\w+)] listening on 127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path directory;
  private EchoServer echo;
  private Path options;

  @BeforeEach
  void start() throws IOException {
    echo = new EchoServer();
    options = directory.resolve("tunnels.conf");
  }

  @AfterEach
  void stop() throws IOException {
    echo.close();
  }

  /** Tunnels of these names and local ports, all to the echo server. */
  private void write(String... tunnels) throws IOException {
    StringBuilder text = new StringBuilder("-remote-host 127.0.0.1\n-remote-port " + echo.port());
    for (String tunnel : tunnels) {
      text.append("\n[%s]\n-local-port %s\n".formatted((Object[]) tunnel.split(" ", -1)));
    }
    Files.writeString(options, text);
  }

  /** Where so many tunnels listen, in any order. */
  private static Map<String, Integer> ports(RunningProgram tunnel, int count)
      throws InterruptedException {
    Map<String, Integer> ports = new HashMap<>();
    while (ports.size() < count) {
      Matcher line = tunnel.awaitLine(LISTENING);
      ports.put(line.group(1), Integer.parseInt(line.group(2)));
    }
    return ports;
  }

  @Test
  void tunnelsComeGoAndMoveAtAReloadAndOpenConnectionsGoOn() throws Exception {
    write("db 0", "web 0", "mail 0");
    Path ready = directory.resolve("ready");
    try (RunningProgram tunnel =
        RunningProgram.start("@" + options, "--ready-file", "" + ready, "--metrics", "0")) {
      URI page = page(tunnel, "/status.txt");
      Map<String, Integer> ports = ports(tunnel, 3);
      int db = ports.get("db");
      int web = ports.get("web");
      int mail = ports.get("mail");
      try (Socket throughDb = connect(db);
          Socket throughWeb = connect(web);
          Socket throughMail = connect(mail)) {
        assertEchoes(throughDb);
        assertEchoes(throughWeb);
        assertEchoes(throughMail);
        int moved = ReservedPort.next().getPort();
        write("mail 0", "web " + moved, "new 0");
        tunnel.signal("HUP");
        tunnel.awaitLine("info [db] stopped listening; open connections may finish");
        Map<String, Integer> opened = ports(tunnel, 2);
        assertEquals(moved, opened.get("web"));
        assertEchoes(opened.get("new"));
        tunnel.awaitLine("[mail] reloaded for 127.0.0.1:" + echo.port());
        assertThrows(ConnectException.class, () -> connect(db));
        assertThrows(ConnectException.class, () -> connect(web));
        assertEchoes(moved);
        assertEchoes(mail);
        List<Integer> listening = List.of(mail, moved, opened.get("new"));
        assertEquals(
            listening.stream().map(port -> "127.0.0.1:" + port).toList(),
            Files.readAllLines(ready));
        assertEchoes(throughDb);
        assertEchoes(throughWeb);
        assertEchoes(throughMail);
        assertTrue(text(page).matches("(?s).*\\bdb +no longer listening.*"), text(page));
      }
      tunnel.terminate();
      assertEquals(0, tunnel.awaitExit(), () -> "" + tunnel.seen());
    }
  }

  @Test
  void aPortThatIsInUseIsTriedAgainWhileTheOthersServe() throws Exception {
    int taken = ReservedPort.next().getPort();
    write("db " + taken, "web 0");
    try (RunningProgram tunnel = startWhereInUse(taken)) {
      Map<String, Integer> ports = ports(tunnel, 2);
      assertEquals(taken, ports.get("db"));
      assertEchoes(taken);
      assertEchoes(ports.get("web"));
    }
  }

  private RunningProgram startWhereInUse(int port) throws IOException, InterruptedException {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      RunningProgram tunnel = RunningProgram.start("@" + options);
      tunnel.awaitLine("warn [db] not started: cannot listen on 127.0.0.1:" + port);
      assertTrue(other.isBound());
      return tunnel;
    }
  }

  @Test
  void aReloadThatCannotBeReadChangesNothing() throws Exception {
    write("db 0");
    try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
      int db = ports(tunnel, 1).get("db");
      write("web 0", "db none");
      tunnel.signal("HUP");
      String line = tunnel.awaitLine("warn reload failed, settings unchanged: " + options + ":");
      assertTrue(line.contains("-local-port: invalid value 'none'"), line);
      assertEchoes(db);
    }
  }

  /** The tunnel of the options cannot become a named one under the feet of its clients. */
  @Test
  void whatHadNoNameNeedsARestart() throws Exception {
    Files.writeString(
        options, "-remote-host 127.0.0.1 -local-port 0 -remote-port " + echo.port() + "\n");
    try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
      int port = tunnel.port();
      write("db 0");
      tunnel.signal("HUP");
      tunnel.awaitLine("(restart to add, change or remove forwards)");
      assertEchoes(port);
    }
  }

  @Test
  void aTunnelThatIsGoneBeforeItCouldListenIsNotMissing() throws Exception {
    int taken = ReservedPort.next().getPort();
    write("db " + taken, "web 0");
    try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress());
        RunningProgram tunnel = RunningProgram.start("@" + options, "--metrics", "0")) {
      URI ready = page(tunnel, "/readyz");
      tunnel.awaitLine("warn [db] not started: ");
      assertEchoes(ports(tunnel, 1).get("web"));
      eventually("a tunnel is missing", () -> text(ready).contains("db"));
      write("web 0");
      tunnel.signal("HUP");
      tunnel.awaitLine("[web] reloaded for ");
      assertFalse(text(ready).contains("db"), text(ready));
      assertTrue(other.isBound());
    }
  }

  private static URI page(RunningProgram tunnel, String path) throws InterruptedException {
    return URI.create(
        tunnel.awaitLine(Pattern.compile("metrics at (http://.*)/metrics")).group(1) + path);
  }

  private static String text(URI page) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTunnelWithAllowedUsersListensOnAtAReload() throws Exception {
    String text = "-remote-host 127.0.0.1 -remote-port %s%n[db]%n-local-port 0 --allow-user %s%n";
    Object user = Files.getAttribute(directory, "unix:uid");
    Files.writeString(options, text.formatted(echo.port(), user));
    try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
      int db = ports(tunnel, 1).get("db");
      tunnel.signal("HUP");
      tunnel.awaitLine("[db] reloaded for ");
      assertEchoes(db);
    }
  }

  @Test
  void twoForwardsThatAreTheSameStayAtAReload() throws Exception {
    String forward = "0:127.0.0.1:" + echo.port();
    try (RunningProgram tunnel = RunningProgram.start("-L", forward, "-L", forward)) {
      Pattern line = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
      int first = Integer.parseInt(tunnel.awaitLine(line).group(1));
      int second = Integer.parseInt(tunnel.awaitLine(line).group(1));
      tunnel.signal("HUP");
      tunnel.awaitLine("reloaded for ");
      tunnel.awaitLine("reloaded for ");
      assertEchoes(first);
      assertEchoes(second);
    }
  }

  @Test
  void aForwardWhosePortIsInUseHoldsUpNoReload() throws Exception {
    int taken = ReservedPort.next().getPort();
    String forward = taken + ":127.0.0.1:" + echo.port();
    String section =
        "[%s]%n-local-port 0 -remote-host 127.0.0.1 -remote-port " + echo.port() + "%n";
    Files.writeString(options, section.formatted("db"));
    try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress());
        RunningProgram tunnel = RunningProgram.start("@" + options, "-L", forward)) {
      tunnel.awaitLine("warn [" + forward + "] not started: ");
      int db = ports(tunnel, 1).get("db");
      Files.writeString(options, section.formatted("db") + section.formatted("web"));
      tunnel.signal("HUP");
      assertEchoes(ports(tunnel, 1).get("web"));
      assertEchoes(db);
      assertTrue(other.isBound());
    }
  }

  /**
   * The limit that follows from the files that may be open depends on how many tunnels there are.
   */
  @Test
  void aTunnelMoreLeavesTheOthersAsTheyAreWhereFewFilesMayBeOpen() throws Exception {
    write("db 0");
    ProcessBuilder program = RunningProgram.builder(List.of(), "@" + options);
    program.command().addAll(0, List.of("sh", "-c", "ulimit -n 512 && exec \"$@\"", "sh"));
    try (RunningProgram tunnel = RunningProgram.start(program)) {
      int db = ports(tunnel, 1).get("db");
      tunnel.awaitLine("warn [db] --max-connections");
      write("db 0", "web 0");
      tunnel.signal("HUP");
      assertEchoes(ports(tunnel, 1).get("web"));
      tunnel.awaitLine("[db] reloaded for ");
      assertEchoes(db);
    }
  }

  @Test
  void nothingListensOnceTheProgramStops() throws Exception {
    write("db 0");
    Path ready = directory.resolve("ready");
    try (RunningProgram tunnel = RunningProgram.start("@" + options, "--ready-file", "" + ready)) {
      ports(tunnel, 1);
      write(IntStream.range(0, 100).mapToObj(i -> "t" + i + " 0").toArray(String[]::new));
      tunnel.signal("HUP");
      tunnel.terminate();
      tunnel.awaitExit();
      List<String> lines = tunnel.seen();
      int stopping = lines.indexOf(last(lines, "stopping"));
      assertTrue(stopping >= 0, lines::toString);
      assertTrue(lines.indexOf(last(lines, "listening on")) < stopping, lines::toString);
      assertFalse(Files.exists(ready));
    }
  }

  private static String last(List<String> lines, String text) {
    return lines.stream().filter(line -> line.contains(text)).reduce((a, b) -> b).orElse("");
  }

  @Test
  void theReadyFileIsGoneWhileNothingListens() throws Exception {
    Path ready = directory.resolve("ready");
    int taken = ReservedPort.next().getPort();
    write("db 0");
    try (RunningProgram tunnel = RunningProgram.start("@" + options, "--ready-file", "" + ready)) {
      ports(tunnel, 1);
      eventually("the ready file", () -> Files.exists(ready));
      try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
        write("db " + taken);
        tunnel.signal("HUP");
        tunnel.awaitLine("warn [db] not started, retrying: ");
        eventually("no ready file", () -> !Files.exists(ready));
        assertTrue(other.isBound());
      }
      assertEquals(taken, ports(tunnel, 1).get("db"));
      eventually("the ready file again", () -> Files.exists(ready));
    }
  }
}
