package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Ipv6Loopback;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that fwknopd is not: it hears packets over IPv6. */
@Timeout(180)
class Ipv6Test {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path directory;

  private FakeFwknopd server;

  @BeforeEach
  void start() throws IOException {
    Ipv6Loopback.require();
    server = FakeFwknopd.builder().host("::1").start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private Connector.Builder connector(Path keys) {
    return Connector.to("::1").keys(keys).via("::1", server.address().getPort());
  }

  private static void assertEchoes(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IPV6", "ANY"})
  void onePacketOverIpv6OpensForConnectionsOverIpv6(Family family) throws Exception {
    Path keys = server.writeKeyFile(directory.resolve("keys"));
    try (Connector connector = connector(keys).family(family).build()) {
      assertEchoes(connector.connect(server.port()));
      try (Tunnel tunnel = connector.listen(0, server.port())) {
        InetSocketAddress local = tunnel.address();
        assertEchoes(new Socket(local.getAddress(), local.getPort()));
      }
      assertEchoes(connector.connect(server.port()));
    }
    // One for the connector, one for its tunnel, whose client may get through before it is judged.
    for (int packet = 1; packet <= 2; packet++) {
      Verdict verdict = server.nextVerdict(TIMEOUT);
      assertEquals(Verdict.Result.ACCEPTED, verdict.result());
      assertEquals(
          "0.0.0.0,tcp/" + server.port(), verdict.packet().orElseThrow().fields().message());
    }
    assertEquals(2, server.verdicts().size());
  }

  @Test
  void withoutAFamilyAnIpv6AddressIsRefusedAndNoPacketSent() throws Exception {
    Path keys = server.writeKeyFile(directory.resolve("keys"));
    try (Connector connector = connector(keys).build()) {
      ConnectFailedException failed =
          assertThrows(ConnectFailedException.class, () -> connector.connect(server.port()));
      assertInstanceOf(ConnectFailure.NoIpv4Address.class, failed.failure());
    }
    assertEquals(List.of(), server.verdicts());
  }

  @Test
  void aPlainConnectionKeepsToTheFamilyThatWasAskedFor() throws Exception {
    try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getByName("::1"))) {
      Connector.to("::1").build().connect(open.getLocalPort()).close();
      Connector.to("::1").family(Family.IPV6).build().connect(open.getLocalPort()).close();
      try (Connector four = Connector.to("::1").family(Family.IPV4).build()) {
        ConnectFailedException failed =
            assertThrows(ConnectFailedException.class, () -> four.connect(open.getLocalPort()));
        assertInstanceOf(ConnectFailure.NoIpv4Address.class, failed.failure());
      }
      try (Connector six = Connector.to("127.0.0.1").family(Family.IPV6).build()) {
        ConnectFailedException failed =
            assertThrows(ConnectFailedException.class, () -> six.connect(open.getLocalPort()));
        assertInstanceOf(ConnectFailure.NoIpv6Address.class, failed.failure());
      }
    }
  }
}
