package io.github.fwknoptunnel.spa.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.testing.Verdict.Result;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
@ExtendWith(FakeFwknopdExtension.class)
class FakeFwknopdTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void aPortDropsConnectionsUntilAValidPacketComes(FakeFwknopd server) throws Exception {
    assertThrows(SocketTimeoutException.class, () -> connect(server.port(), 300).close());
    assertFalse(server.isOpen(server.port()));
    Path keys = server.writeKeyFile(directory.resolve("keys"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
    try (Profile profile = Profile.ofKeyFile(keys, "127.0.0.1", server.address().getPort())) {
      profile.knock(access(server.ports()));
    }
    assertEquals(Result.ACCEPTED, server.nextVerdict(TIMEOUT).result());
    assertTrue(server.isOpen(server.port()));
    assertTrue(echoes(server.port()));
    assertEquals(1, server.connections(server.port()));
  }

  @Test
  void aServerOnIpv6OpensToPacketsOverIpv6() throws Exception {
    Ipv6Loopback.require();
    try (FakeFwknopd server = FakeFwknopd.builder().host("::1").start()) {
      SpaClient client = client(server).build().withIpv6();
      client.knock(access(server.ports()), place(server));
      assertEquals(Result.ACCEPTED, server.nextVerdict(TIMEOUT).result());
      try (Socket socket = new Socket(server.address().getAddress(), server.port())) {
        socket.getOutputStream().write('x');
        assertEquals('x', socket.getInputStream().read());
      }
    }
  }

  @Test
  void theSameBytesAreAReplay(FakeFwknopd server) throws Exception {
    SpaPacket packet = client(server).build().seal(access(server.ports()));
    for (Result expected : List.of(Result.ACCEPTED, Result.REPLAYED)) {
      send(packet, server);
      assertEquals(expected, server.nextVerdict(TIMEOUT).result());
    }
  }

  @Test
  void changedBytesDoNotDecrypt(FakeFwknopd server) throws Exception {
    String wire = client(server).build().seal(access(server.ports())).wire();
    send(new SpaPacket((wire.startsWith("A") ? "B" : "A") + wire.substring(1)), server);
    assertEquals(new Verdict(Result.NOT_DECRYPTED, Optional.empty()), server.nextVerdict(TIMEOUT));
  }

  @Test
  void aPacketMayBeTwoMinutesOffInBothDirections() throws Exception {
    Clock noon = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    try (FakeFwknopd server = FakeFwknopd.builder().clock(noon).start()) {
      for (int seconds : List.of(120, -120, 121, -121)) {
        Clock clock = Clock.offset(noon, Duration.ofSeconds(seconds));
        client(server).clock(clock).build().knock(access(server.ports()), place(server));
        assertEquals(
            Math.abs(seconds) > 120 ? Result.EXPIRED : Result.ACCEPTED,
            server.nextVerdict(TIMEOUT).result());
      }
    }
  }

  @Test
  void onePortThatIsNotGuardedRefusesTheWholePacket(FakeFwknopd server) throws Exception {
    int other = server.port() == 22 ? 23 : 22;
    client(server).build().knock(access(List.of(server.port(), other)), place(server));
    assertEquals(Result.NOT_ALLOWED, server.nextVerdict(TIMEOUT).result());
    client(server).build().knock(new SpaRequest.Command("id"), place(server));
    assertEquals(Result.NOT_ALLOWED, server.nextVerdict(TIMEOUT).result());
    assertFalse(server.isOpen(server.port()));
  }

  @Test
  void theFirstPacketsAreLost() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().losing(1).start()) {
      for (Result expected : List.of(Result.LOST, Result.ACCEPTED)) {
        client(server).build().knock(access(server.ports()), place(server));
        assertEquals(expected, server.nextVerdict(TIMEOUT).result());
      }
    }
  }

  @Test
  void onlyTheFirstPortOfAPacketOpens() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().ports(2).opensOnePortPerPacket().start()) {
      client(server).build().knock(access(server.ports()), place(server));
      assertEquals(Result.ACCEPTED, server.nextVerdict(TIMEOUT).result());
      assertEquals(List.of(true, false), server.ports().stream().map(server::isOpen).toList());
    }
  }

  @Test
  void aPortClosesWhenItsTimeIsOverAndConnectionsStay() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().accessTime(Duration.ofMillis(500)).start()) {
      for (int round = 1; round <= 2; round++) {
        client(server).build().knock(access(server.ports()), place(server));
        server.nextVerdict(TIMEOUT);
        try (Socket stays = connect(server.port(), 10_000)) {
          while (server.isOpen(server.port())) {
            Thread.sleep(10);
          }
          stays.getOutputStream().write('x');
          assertEquals('x', stays.getInputStream().read());
        }
        assertEquals(round, server.connections(server.port()));
      }
    }
  }

  /** And packets are judged meanwhile. */
  @Test
  void aPortClosesAlsoWhileClientsKeepComing() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().accessTime(Duration.ofMillis(300)).start()) {
      client(server).build().knock(access(server.ports()), place(server));
      server.nextVerdict(TIMEOUT);
      AtomicBoolean ended = new AtomicBoolean();
      Thread coming =
          Thread.ofVirtual()
              .start(() -> {
                while (!ended.get()) {
                  try {
                    connect(server.port(), 100).close();
                  } catch (IOException e) {
                    // Closed by now.
                  }
                }
              });
      while (server.isOpen(server.port())) {
        Thread.sleep(10);
      }
      client(server).build().knock(access(server.ports()), place(server));
      assertEquals(Result.ACCEPTED, server.nextVerdict(TIMEOUT).result());
      ended.set(true);
      coming.join();
    }
  }

  @Test
  void settingsThatMakeNoServerAreRefused() {
    FakeFwknopdBuilder builder = FakeFwknopd.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.ports(0));
    for (Duration time : List.of(Duration.ZERO, Duration.ofDays(366))) {
      assertThrows(IllegalArgumentException.class, () -> builder.accessTime(time));
    }
  }

  @ParameterizedTest
  @EnumSource
  void packetsAreHandledInOrderByEachKind(Capture capture) throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().capture(capture).start()) {
      SpaPacket packet = client(server).build().seal(access(server.ports()));
      send(packet, server);
      send(packet, server);
      assertEquals(
          List.of(Result.ACCEPTED, Result.REPLAYED),
          Stream.of(server.nextVerdict(TIMEOUT), server.nextVerdict(TIMEOUT))
              .map(Verdict::result)
              .toList());
      assertEquals(2, server.verdicts().size());
    }
  }

  private static SpaRequest.Access access(List<Integer> ports) {
    return SpaRequest.access(PortSpec.tcp(ports.getFirst()))
        .withPorts(ports.stream().map(PortSpec::tcp).toList());
  }

  private static SpaClient.Builder client(FakeFwknopd server) {
    return SpaClient.builder(server.keys());
  }

  private static SpaServer place(FakeFwknopd server) {
    InetSocketAddress address = server.address();
    return new SpaServer("fake", address.getAddress(), address.getPort());
  }

  private static void send(SpaPacket packet, FakeFwknopd server) throws IOException {
    new UdpTransport().send(packet, place(server));
  }

  private static boolean echoes(int port) throws IOException {
    try (Socket socket = connect(port, 10_000)) {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    }
  }

  private static Socket connect(int port, int timeoutMillis) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), timeoutMillis);
    return socket;
  }
}
