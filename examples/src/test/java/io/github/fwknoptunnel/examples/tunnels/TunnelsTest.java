package io.github.fwknoptunnel.examples.tunnels;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.examples.ExampleProgram;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.RcEntry;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.tunnel.Rejection;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs that forward connections, with a server whose port is closed at first. */
@Timeout(180)
class TunnelsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path directory;

  private List<String> stanza(String name, FakeFwknopd server) throws Exception {
    List<String> lines = new ArrayList<>(List.of("[" + name + "]", "SPA_SERVER 127.0.0.1"));
    lines.add("SPA_SERVER_PORT " + server.address().getPort());
    lines.add("ACCESS tcp/" + server.port());
    for (RcEntry key : KeyFile.entries(server.writeKeyFile(directory.resolve(name)))) {
      lines.add(key.variable() + " " + key.value());
    }
    return lines;
  }

  private Path rcFile(List<String> lines) throws IOException {
    return ExampleProgram.secret(directory.resolve("rc"), lines.toArray(String[]::new));
  }

  /** The port of the next line about listening. */
  private static int port(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (!line.startsWith("listening on ")) {
      line = output.readLine();
    }
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  private static void assertEchoes(Socket client) throws IOException {
    client.getOutputStream().write('x');
    assertEquals('x', client.getInputStream().read());
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void aWatchedTunnelListsItsConnectionsAndLogsItsEvents() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      Path rc = rcFile(stanza("home", server));
      Process example =
          ExampleProgram.start(WatchTunnel.class, "127.0.0.1", server.port(), rc, "home");
      BufferedReader output = example.inputReader();
      assertEquals("forwards to 127.0.0.1:" + server.port() + " after a knock", output.readLine());
      try (Socket client = connect(port(output))) {
        assertEchoes(client);
        example.outputWriter().append('\n').flush();
        List<String> lines = until(output, "sent in all: 1 bytes");
        assertTrue(
            lines.stream().anyMatch(line -> line.matches("1: /127.0.0.1:\\d+ open after \\d+ ms")),
            lines::toString);
        String session = lines.get(lines.size() - 2);
        assertTrue(session.matches("1: open for \\d+ s, \\d bytes received"), session);
      }
      until(output, "1: closed by the client, 1 bytes sent, 1 received");
      example.outputWriter().close();
      assertEquals(0, example.waitFor());
    }
  }

  private static List<String> until(BufferedReader output, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = output.readLine();
      assertTrue(line != null, () -> "no line: " + last + " in " + lines);
      lines.add(line);
    } while (!line.equals(last));
    return lines;
  }

  private TunnelConfig without(FakeFwknopd server) {
    return TunnelConfig.builder("127.0.0.1", server.port()).build();
  }

  @Test
  void onlyTheUsersThatAreNamedCanConnect() throws Exception {
    BlockingQueue<TunnelEvent> events = new LinkedBlockingQueue<>();
    try (FakeFwknopd server = FakeFwknopd.start();
        Tunnel others =
            PrivateTunnel.forUsers(without(server), List.of("4000000001"), events::add);
        Socket client = connect(others.address().getPort())) {
      assertEquals(-1, readOrReset(client));
      assertInstanceOf(TunnelEvent.Listening.class, events.take());
      var event = assertInstanceOf(TunnelEvent.ClientRejected.class, events.take());
      assertInstanceOf(Rejection.UserNotAllowed.class, event.rejection());
      IOException unknown =
          assertThrows(
              IOException.class,
              () ->
                  PrivateTunnel.forUsers(without(server), List.of("no-such-user"), ignored -> {}));
      assertEquals("this machine has no user no-such-user", unknown.getMessage());
      assertEquals(0, server.connections(server.port()));
    }
  }

  private static int readOrReset(Socket client) {
    try {
      return client.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  private Profile profile(FakeFwknopd server) throws IOException {
    Path keys = server.writeKeyFile(directory.resolve("keys"));
    return Profile.ofKeyFile(keys, "127.0.0.1", server.address().getPort());
  }

  @Test
  void theUserOfTheProcessCanConnect() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start();
        Profile profile = profile(server)) {
      var knock = KnockConfig.shared(SpaKnocker.of(profile, profile.request(server.port())));
      var config = TunnelConfig.builder("127.0.0.1", server.port()).knock(knock).build();
      try (Tunnel own = PrivateTunnel.forUsers(config, List.of(), event -> {});
          Socket client = connect(own.address().getPort())) {
        assertEchoes(client);
      }
    }
  }

  @Test
  void aSocketOfAFileLeadsToThePort() throws Exception {
    Path path = directory.resolve("socket");
    try (FakeFwknopd server = FakeFwknopd.start();
        Profile profile = profile(server)) {
      var knocker = SpaKnocker.of(profile, profile.request(server.port()));
      try (Tunnel tunnel = PrivateTunnel.onPath(path, "127.0.0.1", server.port(), knocker);
          SocketChannel client = SocketChannel.open(tunnel.localAddress())) {
        client.write(ByteBuffer.wrap(new byte[] {'x'}));
        ByteBuffer echo = ByteBuffer.allocate(1);
        assertEquals(1, client.read(echo));
        assertEquals('x', echo.get(0));
      }
      Files.writeString(path, "a file");
      IOException taken =
          assertThrows(
              IOException.class,
              () -> PrivateTunnel.onPath(path, "127.0.0.1", server.port(), knocker));
      assertEquals(path + ": there is a file of this name", taken.getMessage());
    }
  }

  @Test
  void theProxyFollowsItsRules() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      Path rc = rcFile(stanza("home", server));
      Process example =
          ExampleProgram.start(
              RuleProxy.class, rc, "home", "bad.example.com=reject", "127.0.0.1=spa");
      BufferedReader output = example.inputReader();
      assertEquals("proxy with 2 rules", output.readLine());
      int port = port(output);
      try (Socket client = connect(port)) {
        assertEquals("200", status(client, "127.0.0.1:" + server.port()));
        assertEchoes(client);
      }
      try (Socket client = connect(port)) {
        assertEquals("403", status(client, "www.bad.example.com:80"));
      }
      until(output, "2: refused, the rules do not allow this target");
      example.outputWriter().close();
      assertEquals(0, example.waitFor());
    }
  }

  /** The status of HTTP CONNECT, whose answer is read to its empty line. */
  private static String status(Socket client, String target) throws IOException {
    String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
    client.getOutputStream().write(request.getBytes(US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = client.getInputStream().read();
      assertTrue(next >= 0, answer::toString);
      answer.append((char) next);
    }
    return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
  }

  @Test
  void bothFirewallsGetAPacket() throws Exception {
    try (FakeFwknopd outer = FakeFwknopd.start();
        FakeFwknopd inner =
            FakeFwknopd.builder()
                .service(client -> client.getOutputStream().write("welcome\n".getBytes(US_ASCII)))
                .start()) {
      List<String> lines = new ArrayList<>(stanza("outer", outer));
      lines.addAll(stanza("inner", inner));
      Process example =
          ExampleProgram.start(
              TwoFirewalls.class, "127.0.0.1", inner.port(), rcFile(lines), "outer", "inner");
      List<String> output = example.inputReader().lines().toList();
      assertEquals(0, example.waitFor());
      assertTrue(output.getFirst().startsWith("outer: packet of "), output::toString);
      assertEquals("welcome", output.getLast());
      assertEquals(Verdict.Result.ACCEPTED, outer.nextVerdict(TIMEOUT).result());
      assertEquals(Verdict.Result.ACCEPTED, inner.nextVerdict(TIMEOUT).result());
    }
  }

  @Test
  void onePacketOpensThePortsOfAllTunnels() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().ports(2).start()) {
      Path keys = server.writeKeyFile(directory.resolve("keys"));
      int first = server.ports().getFirst();
      int second = server.ports().getLast();
      Process example =
          ExampleProgram.start(
              OnePacketForAll.class,
              keys,
              "127.0.0.1:" + server.address().getPort(),
              first,
              second);
      BufferedReader output = example.inputReader();
      try (Socket one = connect(port(output));
          Socket other = connect(port(output))) {
        assertEchoes(one);
        assertEchoes(other);
      }
      assertEquals(
          "0.0.0.0,tcp/" + first + ",tcp/" + second,
          server.nextVerdict(TIMEOUT).packet().orElseThrow().fields().message());
      example.outputWriter().close();
      assertEquals(0, example.waitFor());
    }
  }
}
