package io.github.fwknoptunnel.tunnel.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class SpaKnockerTest {
  private static final SpaRequest SSH = SpaRequest.access(PortSpec.tcp(22));

  private SpaKeys keys;

  @BeforeEach
  void makeKeys() throws Exception {
    keys = SpaKeys.of(EncryptionKey.of(new byte[] {1}), HmacKey.of(new byte[] {2}));
  }

  @AfterEach
  void wipeKeys() {
    keys.close();
  }

  @Test
  void thePacketThatIsSentOpensWithTheSameKeys() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, address("127.0.0.9"))) {
      server.setSoTimeout(10_000);
      KnockResult receipt =
          knocker(SpaClient.builder(keys).build(), "office.invalid", server.getLocalPort())
              .knock(target("office.invalid"));
      DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
      server.receive(datagram);
      String wire =
          new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
      var opened = new SpaOpener(keys, SpaSuite.DEFAULT).open(new SpaPacket(wire));
      assertEquals("0.0.0.0,tcp/22", opened.fields().message());
      String to = "127.0.0.9:" + server.getLocalPort();
      assertEquals(new KnockResult.PacketSent(to, wire.length()), receipt);
    }
  }

  @Test
  void noTwoKnocksAreTheSame() throws Exception {
    List<SpaPacket> sent = new ArrayList<>();
    SpaKnocker knocker = recording(sent, new ArrayList<>(), "127.0.0.1");
    for (int i = 0; i < 20; i++) {
      knocker.knock(target("127.0.0.1"));
    }
    assertEquals(20, new HashSet<>(sent).size());
  }

  @ParameterizedTest(name = "server {0}, host {1}: {2}")
  @CsvSource({
    "office.invalid, office.invalid, 127.0.0.9",
    "OFFICE.invalid, office.INVALID, 127.0.0.9",
    "office.invalid., office.invalid, 127.0.0.9",
    "office.invalid, office.invalid., 127.0.0.9",
    "127.0.0.2,      office.invalid, 127.0.0.2"
  })
  void theServersAddressIsTheTargetsWhereTheyAreOneName(String server, String host, String address)
      throws Exception {
    List<SpaServer> servers = new ArrayList<>();
    recording(new ArrayList<>(), servers, server).knock(target(host));
    assertEquals(address, servers.getFirst().address().getHostAddress());
    assertEquals(server, servers.getFirst().name());
  }

  @Test
  void aKnockForNoConnectionResolvesTheServer() throws Exception {
    List<SpaServer> servers = new ArrayList<>();
    recording(new ArrayList<>(), servers, "127.0.0.3").knockOnce(KnockTarget.Family.IPV4);
    assertEquals("127.0.0.3", servers.getFirst().address().getHostAddress());
  }

  @Test
  void aPacketForIpv6GoesToTheServersIpv6AddressAndOneForIpv4ToTheOther() throws Exception {
    List<SpaServer> servers = new ArrayList<>();
    SpaTransport recorder = (packet, to) -> servers.add(to);
    SpaClient client = SpaClient.builder(keys).transport(recorder).build().withIpv6();
    KnockTarget six = new KnockTarget("office.invalid", address("2001:db8::9"), 22, 1);
    knocker(client, "::1", 62201).knock(six);
    knocker(client, "127.0.0.1", 62201).knock(target("office.invalid"));
    assertEquals(List.of("::1", "127.0.0.1"), servers.stream().map(SpaServer::name).toList());
    knocker(client, "::1", 62201).knockOnce(KnockTarget.Family.ANY);
    assertEquals(address("::1"), servers.getLast().address());
    for (SpaKnocker other :
        List.of(knocker(client, "127.0.0.1", 62201), knocker(client, "192.0.2.1", 62201))) {
      var failed = assertThrows(ConnectFailedException.class, () -> other.knock(six));
      assertInstanceOf(ConnectFailure.NoIpv6Address.class, failed.failure());
    }
  }

  @ParameterizedTest(name = "to {0}, for {1}")
  @CsvSource({"127.0.0.9, 2001:db8::7", "2001:db8::9, 192.0.2.7"})
  void noPacketAllowsAnAddressThatTheConnectionCannotComeFrom(String to, String allowed)
      throws Exception {
    List<SpaServer> servers = new ArrayList<>();
    SpaTransport recorder = (packet, server) -> servers.add(server);
    SpaKnocker knocker =
        new SpaKnocker(
            SpaClient.builder(keys).transport(recorder).build().withIpv6(),
            SSH,
            PublicIpResolver.known(new AllowIp(allowed)),
            to,
            62201,
            3);
    KnockTarget target = new KnockTarget(to, address(to), 22, 1);
    ConnectFailedException failed =
        assertThrows(ConnectFailedException.class, () -> knocker.knock(target));
    assertEquals(new ConnectFailure.OtherFamily(address(to), allowed), failed.failure());
    assertEquals(List.of(), servers);
  }

  @Test
  void aPacketThatCannotBeSentIsAKnockNotSent() {
    IOException cause = new IOException("no route");
    SpaTransport broken =
        (packet, server) -> {
          throw cause;
        };
    var failure = notSent(SpaClient.builder(keys).transport(broken));
    assertSame(cause, failure.cause());
    assertEquals("127.0.0.1:62201", failure.to());
  }

  @Test
  void aPacketThatNoServerCouldOpenIsAKnockNotSent() {
    var failure = notSent(SpaClient.builder(keys).username(new Username("u".repeat(49))));
    assertInstanceOf(PacketLimitException.class, failure.cause());
  }

  private ConnectFailure.KnockNotSent notSent(SpaClient.Builder client) {
    ConnectFailedException failed =
        assertThrows(
            ConnectFailedException.class,
            () -> knocker(client.build(), "127.0.0.1", 62201).knock(target("office.invalid")));
    return assertInstanceOf(ConnectFailure.KnockNotSent.class, failed.failure());
  }

  private SpaKnocker recording(List<SpaPacket> sent, List<SpaServer> servers, String server) {
    SpaTransport recorder =
        (packet, to) -> {
          sent.add(packet);
          servers.add(to);
        };
    return knocker(SpaClient.builder(keys).transport(recorder).build(), server, 62201);
  }

  private static SpaKnocker knocker(SpaClient client, String server, int port) {
    return new SpaKnocker(client, SSH, server, port, 3);
  }

  private static KnockTarget target(String host) throws Exception {
    return new KnockTarget(host, address("127.0.0.9"), 22, 1);
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }
}
