package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs each recipe of {@link Cookbook} against a server, and compares it with the page. */
@Timeout(180)
class CookbookTest {
  private static final String HOST = "127.0.0.1";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern METHOD =
      Pattern.compile("\n  static [^{]*\\{\n(?<body>.*?)\n  \\}\n", Pattern.DOTALL);

  @TempDir Path directory;
  private FakeFwknopd server;
  private Path keys;
  private int spaPort;

  @BeforeEach
  void startServer() throws IOException {
    server = FakeFwknopd.builder().ports(2).start();
    keys = server.writeKeyFile(directory.resolve("keys"));
    spaPort = server.address().getPort();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private OpenedPacket accepted() throws Exception {
    Verdict verdict = server.nextVerdict(TIMEOUT);
    assertEquals(Verdict.Result.ACCEPTED, verdict.result());
    return verdict.packet().orElseThrow();
  }

  @Test
  void thePageShowsEachRecipeOnce() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/github/fwknoptunnel/examples/Cookbook.java"));
    List<String> recipes = new ArrayList<>();
    Matcher method = METHOD.matcher(source);
    while (method.find()) {
      recipes.add(method.group("body").stripIndent());
    }
    List<String> blocks = new ArrayList<>();
    Matcher block =
        Pattern.compile("```java\n(?<code>.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/COOKBOOK.md")));
    while (block.find()) {
      blocks.add(block.group("code"));
    }
    assertEquals(String.join("\n---\n", recipes), String.join("\n---\n", blocks));
    assertTrue(recipes.size() >= 10, () -> "recipes: " + recipes.size());
  }

  @Test
  void knock() throws Exception {
    Cookbook.knock(keys, HOST, spaPort, server.port());
    assertEquals("0.0.0.0,tcp/" + server.port(), accepted().fields().message());
  }

  @Test
  void openPortsForAnotherHost() throws Exception {
    List<Integer> ports = server.ports();
    SpaServer place = new SpaServer(HOST, InetAddress.getByName(HOST), spaPort);
    Cookbook.openPortsForAnotherHost(keys, place, ports.getFirst(), ports.getLast());
    OpenedPacket packet = accepted();
    assertEquals(
        "192.0.2.7,tcp/%d,tcp/%d".formatted(ports.getFirst(), ports.getLast()),
        packet.fields().message());
    assertEquals(Duration.ofMinutes(5), packet.fields().clientTimeout().orElseThrow());
  }

  @Test
  void connect() throws Exception {
    assertEquals(
        "connected to /127.0.0.1:" + server.port(),
        Cookbook.connect(keys, HOST, spaPort, server.port()));
    try (FakeFwknopd other = FakeFwknopd.start()) {
      Path wrong = other.writeKeyFile(directory.resolve("wrong"));
      String failure = Cookbook.connect(wrong, HOST, spaPort, server.ports().getLast());
      assertTrue(failure.startsWith("timed_out: "), failure);
    }
  }

  @Test
  void connectTenTimes() throws Exception {
    Cookbook.connectTenTimes(keys, HOST, spaPort, server.port());
    // One, or a few more on a machine so busy that the port seems closed again.
    assertTrue(server.verdicts().size() < 10, () -> server.verdicts().toString());
  }

  @Test
  void listen() throws Exception {
    try (Connector connector = Connector.to(HOST).keys(keys).via(HOST, spaPort).build();
        Tunnel tunnel = Cookbook.listen(connector, server.port())) {
      assertEchoes(new Socket(tunnel.address().getAddress(), tunnel.address().getPort()));
    }
  }

  @Test
  void socketOfAFactory() throws Exception {
    assertEchoes(Cookbook.socketOfAFactory(keys, HOST, spaPort, server.port()));
  }

  @Test
  void watch() throws Exception {
    List<String> log = new ArrayList<>();
    try (Connector connector = Cookbook.watch(keys, HOST, spaPort, log)) {
      assertEchoes(connector.connect(server.port()));
    }
    assertEquals(1, log.size(), log::toString);
    assertTrue(log.getFirst().matches("open after \\d+ ms"), log::toString);
  }

  @Test
  void knockByCommand() throws Exception {
    Cookbook.knock(keys, HOST, spaPort, server.port());
    accepted();
    Path mark = directory.resolve("mark");
    try (Tunnel tunnel = Cookbook.knockByCommand("touch " + mark, HOST, server.port())) {
      assertEchoes(new Socket(tunnel.address().getAddress(), tunnel.address().getPort()));
    }
    assertTrue(Files.exists(mark));
  }

  @Test
  void limitPackets() throws Exception {
    try (Profile profile = Profile.ofKeyFile(keys, HOST, spaPort);
        Tunnel tunnel = Cookbook.limitPackets(profile, HOST, server.port())) {
      assertEchoes(new Socket(tunnel.address().getAddress(), tunnel.address().getPort()));
    }
  }

  @Test
  void sealAndVerify() throws Exception {
    byte[] key = {1};
    byte[] hmacKey = {2};
    var packet = Cookbook.sealWithoutSending(key, hmacKey, 22);
    assertEquals("refused: HMAC_MISMATCH", Cookbook.verify(packet, server.keys()));
    try (Profile profile = Profile.ofKeyFile(keys, HOST)) {
      var own = profile.client().seal(profile.request(List.of(PortSpec.tcp(22))));
      assertEquals("0.0.0.0,tcp/22", Cookbook.verify(own, server.keys()));
    }
  }

  private static void assertEchoes(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
    }
  }
}
