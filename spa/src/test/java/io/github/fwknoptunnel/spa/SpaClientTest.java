package io.github.fwknoptunnel.spa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.TransportException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SpaClientTest {
  private static final SpaRequest SSH = SpaRequest.access(PortSpec.tcp(22));

  @Test
  void oneDatagramCarriesThePacketThatIsReturned() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (SpaKeys keys = keys();
        DatagramSocket server = new DatagramSocket(0, loopback)) {
      SpaPacket sent =
          SpaClient.builder(keys)
              .build()
              .knock(SSH, new SpaServer("here", loopback, server.getLocalPort()));
      DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
      server.receive(datagram);
      String payload =
          new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
      assertEquals(sent.wire(), payload);
    }
  }

  @Test
  void aPacketSaysWhoAsksAndWhen() throws Exception {
    Instant now = Instant.ofEpochSecond(1_700_000_000);
    try (SpaKeys keys = keys()) {
      SpaClient client =
          SpaClient.builder(keys)
              .username(new Username("alice"))
              .clock(Clock.fixed(now, ZoneOffset.UTC))
              .build();
      SpaFields fields = new SpaOpener(keys, SpaSuite.DEFAULT).open(client.seal(SSH)).fields();
      assertEquals("alice", fields.username());
      assertEquals(now.getEpochSecond(), fields.timestamp());
      assertEquals("0.0.0.0,tcp/22", fields.message());
    }
  }

  @Test
  void theAllowedAddressIsGivenToEachPacket() throws Exception {
    try (SpaKeys keys = keys()) {
      SpaClient client = SpaClient.builder(keys).build();
      SpaPacket packet = client.seal(SSH, new AllowIp("192.0.2.7"));
      assertEquals(
          "192.0.2.7,tcp/22",
          new SpaOpener(keys, SpaSuite.DEFAULT).open(packet).fields().message());
    }
  }

  @Test
  void anIpv6AddressIsOnlyForServersThatAreSaidToHearIt() throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    List<SpaPacket> sent = new ArrayList<>();
    SpaServer server = new SpaServer("here", loopback, SpaServer.DEFAULT_PORT);
    assertEquals("[0:0:0:0:0:0:0:1]:62201", server.toString());
    try (SpaKeys keys = keys()) {
      SpaClient.Builder client =
          SpaClient.builder(keys).transport((packet, to) -> sent.add(packet));
      TransportException e =
          assertThrows(TransportException.class, () -> client.build().knock(SSH, server));
      assertEquals(TransportException.Reason.IPV6_NOT_HEARD, e.reason());
      assertEquals(List.of(), sent);
      client.build().withIpv6().knock(SSH, server);
      assertEquals(1, sent.size());
      client.build().withIpv6().knock(SSH, new AllowIp("2001:db8::7"), server);
      assertEquals(
          "2001:db8::7,tcp/22",
          new SpaOpener(keys, SpaSuite.DEFAULT).open(sent.getLast()).fields().message());
    }
  }

  @Test
  void noTwoPacketsAreTheSame() throws Exception {
    try (SpaKeys keys = keys()) {
      SpaClient client = SpaClient.builder(keys).build();
      assertNotEquals(client.seal(SSH), client.seal(SSH));
    }
  }

  @Test
  void aClientUsesTheAlgorithmsTheTransportAndTheRandomSourceItWasGiven() throws Exception {
    SpaSuite suite = new SpaSuite(HashAlgorithm.SHA512, CipherMode.CTR, HashAlgorithm.MD5);
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    List<SpaPacket> sent = new ArrayList<>();
    try (SpaKeys keys = keys()) {
      for (int i = 0; i < 2; i++) {
        SpaClient.builder(keys)
            .suite(suite)
            .transport((packet, server) -> sent.add(packet))
            .random(new SplittableRandom(1))
            .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .build()
            .knock(SSH, new SpaServer("here", loopback, SpaServer.DEFAULT_PORT));
      }
      assertEquals(HashAlgorithm.SHA512, new SpaOpener(keys, suite).open(sent.get(0)).digestType());
    }
    assertEquals(sent.get(0), sent.get(1));
  }

  private static SpaKeys keys() throws Exception {
    return SpaKeys.of(EncryptionKey.of(new byte[] {1}), HmacKey.of(new byte[] {2}));
  }
}
