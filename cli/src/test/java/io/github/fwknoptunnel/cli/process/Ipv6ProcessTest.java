package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Ipv6Loopback;
import io.github.fwknoptunnel.spa.testing.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -6} and {@code --family any}, with a server that hears packets on {@code ::1} alone. */
@Timeout(120)
class Ipv6ProcessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path directory;
  private FakeFwknopd server;
  private Path keys;
  private Path hosts;

  @BeforeEach
  void start() throws IOException {
    Ipv6Loopback.require();
    server = FakeFwknopd.builder().host("::1").ports(2).start();
    keys = server.writeKeyFile(directory.resolve("keys"));
    hosts =
        Files.writeString(
            directory.resolve("hosts"), "127.0.0.1 both.test\n::1 both.test\n::1 six.test\n");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private String port() {
    return "" + server.port();
  }

  /** The program, with the keys of the server. */
  private ProcessBuilder knocking(String... words) {
    ProcessBuilder builder =
        RunningProgram.builder(List.of("-Djdk.net.hosts.file=" + hosts), words);
    List<String> spa = new ArrayList<>(List.of("-p", "" + server.address().getPort()));
    spa.addAll(List.of("--no-rc-file", "--key-file", keys.toString()));
    // Options stand before operands and after the command.
    boolean command = !words[0].startsWith("-");
    builder.command().addAll(builder.command().size() - words.length + (command ? 1 : 0), spa);
    return builder;
  }

  private List<Verdict.Result> verdicts() {
    return server.verdicts().stream().map(Verdict::result).toList();
  }

  private void assertOnePacket(String message) throws Exception {
    assertEquals(List.of(Verdict.Result.ACCEPTED), verdicts());
    OpenedPacket packet = server.nextVerdict(TIMEOUT).packet().orElseThrow();
    assertEquals(message, packet.fields().message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "[::1]", "six.test", "both.test"})
  void aTunnelKnocksAndConnectsOverIpv6(String host) throws Exception {
    ProcessBuilder builder =
        knocking("-6", "-remote-host", host, "-remote-port", port(), "-local-port", "0");
    try (RunningProgram tunnel = RunningProgram.start(builder)) {
      int local = tunnel.port();
      for (int connection = 1; connection <= 2; connection++) {
        try (Socket client = EchoServer.connect(local)) {
          EchoServer.assertEchoes(client);
        }
        tunnel.awaitLine("#" + connection + " closed");
      }
    }
    assertOnePacket("0.0.0.0,tcp/" + port());
  }

  @Test
  void twoForwardsShareAPacket() throws Exception {
    String[] words = new String[5];
    words[0] = "-6";
    for (int i = 0; i < 2; i++) {
      words[1 + 2 * i] = "-L";
      words[2 + 2 * i] = "0:[::1]:" + server.ports().get(i);
    }
    try (RunningProgram tunnel = RunningProgram.start(knocking(words))) {
      int first = tunnel.port();
      int second = tunnel.port();
      for (int local : List.of(first, second)) {
        try (Socket client = EchoServer.connect(local)) {
          EchoServer.assertEchoes(client);
        }
      }
    }
    assertOnePacket("0.0.0.0,tcp/" + port() + ",tcp/" + server.ports().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-6", "--family=any"})
  void connectReachesTheAddressThatOpens(String family) throws Exception {
    ProcessBuilder builder = knocking("connect", family, "both.test", port());
    try (Connect connect = new Connect(builder.start())) {
      connect.send("x");
      assertEquals("x", connect.receive(1));
    }
    assertOnePacket("0.0.0.0,tcp/" + port());
  }

  /** A JVM without IPv6, as on a machine without it. */
  @ParameterizedTest
  @CsvSource({"-cmd true, 5", "--key-file, 4"})
  void whereThereIsNoIpv6ThatIsToldAsTheReason(String knock, int status) throws Exception {
    List<String> jvm = List.of("-Djava.net.preferIPv4Stack=true");
    ProcessBuilder builder =
        RunningProgram.builder(jvm, "connect", "-6", "--no-rc-file", "::1", port());
    List<String> option = new ArrayList<>(List.of(knock.split(" ")));
    if (option.size() == 1) {
      option.add(keys.toString());
    }
    builder.command().addAll(builder.command().size() - 2, option);
    try (RunningProgram connect = RunningProgram.start(builder)) {
      assertEquals(status, connect.awaitExit(), () -> "" + connect.seen());
      assertTrue(
          connect.seen().getFirst().endsWith(": this machine has no IPv6"),
          connect.seen()::toString);
    }
  }

  @Test
  void execReachesIt() throws Exception {
    String client = "exec 3<>/dev/tcp/127.0.0.1/$0; echo hello >&3; head -n 1 <&3";
    ProcessBuilder builder =
        knocking(
            "exec",
            "-6",
            "-remote-host",
            "::1",
            "-remote-port",
            port(),
            "--",
            "bash",
            "-c",
            client,
            "{port}");
    try (RunningProgram exec = RunningProgram.start(builder)) {
      assertEquals(0, exec.awaitExit(), () -> "" + exec.seen());
      assertEquals("hello\n", exec.out());
    }
  }

  @Test
  void aProxyReachesTheTargetsThatItsClientsName() throws Exception {
    ProcessBuilder builder =
        knocking("--family", "any", "--socks", "0", "--route", "both.test=spa");
    try (RunningProgram proxy = RunningProgram.start(builder)) {
      InetSocketAddress local =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
      try (Socket client = new Socket(new Proxy(Proxy.Type.SOCKS, local))) {
        client.setSoTimeout((int) TIMEOUT.toMillis());
        client.connect(InetSocketAddress.createUnresolved("both.test", server.port()));
        EchoServer.assertEchoes(client);
      }
    }
    assertOnePacket("0.0.0.0,tcp/" + port());
  }

  @Test
  void knockAllowsTheAddressThatWasNamedAndWaitsForThePort() throws Exception {
    ProcessBuilder builder =
        knocking("knock", "-6", "-D", "::1", "-A", "tcp/" + port(), "-a", "::1", "--wait");
    try (RunningProgram knock = RunningProgram.start(builder)) {
      assertEquals(0, knock.awaitExit(), () -> "" + knock.seen());
      String said = String.join("\n", knock.seen());
      assertTrue(said.contains("asking [::1]:" + server.address().getPort() + " to open"), said);
      assertTrue(said.contains("[::1]:" + port() + " is open after"), said);
    }
    assertOnePacket("::1,tcp/" + port());
  }

  @Test
  void onePacketGoesToTheFirstAddressOfTheFamily() throws Exception {
    try (RunningProgram knock =
        RunningProgram.start(
            knocking("knock", "-6", "-q", "-D", "both.test", "-A", "tcp/" + port()))) {
      assertEquals(0, knock.awaitExit(), () -> "" + knock.seen());
    }
    assertEquals(Verdict.Result.ACCEPTED, server.nextVerdict(TIMEOUT).result());
  }

  @Test
  void anAllowedAddressOfOneFamilySkipsTheOther() throws Exception {
    ProcessBuilder builder =
        knocking("connect", "--family", "any", "-a", "::1", "both.test", port());
    try (Connect connect = new Connect(builder.start())) {
      connect.send("x");
      assertEquals("x", connect.receive(1));
    }
    assertOnePacket("::1,tcp/" + port());
  }

  @Test
  void theFirstCauseOfAClosedPortIsThatFwknopdSupportsIpv4Only() throws Exception {
    Files.delete(keys);
    try (FakeFwknopd other = FakeFwknopd.start()) {
      other.writeKeyFile(keys);
    }
    ProcessBuilder builder =
        knocking(
            "knock", "-6", "-D", "::1", "-A", "tcp/" + port(), "--wait=1s", "--max-packets", "1");
    try (RunningProgram knock = RunningProgram.start(builder)) {
      assertEquals(5, knock.awaitExit(), () -> "" + knock.seen());
      String hint =
          knock.seen().stream().filter(l -> l.startsWith("hint: ")).findFirst().orElse("");
      assertTrue(
          hint.startsWith("hint: possible causes, most likely first: fwknopd supports IPv4"));
    }
    assertEquals(List.of(Verdict.Result.NOT_DECRYPTED), verdicts());
  }

  @Test
  void withoutTheOptionAnIpv6NameIsRefusedWithAHint() throws Exception {
    try (RunningProgram knock =
        RunningProgram.start(knocking("knock", "-D", "six.test", "-A", "tcp/" + port()))) {
      assertEquals(4, knock.awaitExit());
      assertEquals("error: six.test has no IPv4 address", knock.seen().getFirst());
      assertTrue(knock.seen().getLast().endsWith("for another server, add -6"));
    }
    assertEquals(List.of(), verdicts());
  }

  @Test
  void checkTestsThePortOverIpv6() throws Exception {
    ProcessBuilder builder =
        knocking("check", "-6", "--live", "-D", "six.test", "-A", "tcp/" + port(), "--json");
    try (RunningProgram check = RunningProgram.start(builder)) {
      check.awaitExit();
      assertTrue(check.out().contains("six.test is 0:0:0:0:0:0:0:1"), check.out());
      assertTrue(check.out().contains("six.test:" + port() + " is open "), check.out());
    }
    assertOnePacket("0.0.0.0,tcp/" + port());
  }

  @Test
  void aCommandOpensForIpv6() throws Exception {
    try (EchoServer echo = new EchoServer(InetAddress.getByName("::1"), 0)) {
      Path seen = directory.resolve("seen");
      String command = "sh -c 'echo $FWKNOP_TUNNEL_REMOTE_IP >" + seen + "'";
      try (Connect connect = Connect.run("connect", "-6", "-cmd", command, "::1", echo.port())) {
        connect.send("x");
        assertEquals("x", connect.receive(1));
      }
      assertEquals("0:0:0:0:0:0:0:1\n", Files.readString(seen));
    }
  }
}
