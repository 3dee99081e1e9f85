package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our packets do to a real fwknopd, and what others do not. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 360, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacketsIT {
  private final FirewallContainer firewall;

  PacketsIT(ServerKind kind) {
    firewall = FirewallContainer.shared(kind);
  }

  /** 7001 to 7007 have one HMAC type each, 7008 to 7010 keys of 1, 16 and 32 bytes. */
  @ParameterizedTest(name = "port {0}")
  @ValueSource(ints = {7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008, 7009, 7010})
  void aClosedPortOpensForOurPacket(int port) throws Exception {
    assertTrue(Knocks.isSilent(firewall, port), "closed before the knock");
    Knocks.client(FirewallContainer.stanza(port))
        .knock(Knocks.access(port), Knocks.server(firewall));
    Knocks.awaitOpening(firewall, port, 1);
    assertTrue(Knocks.echoes(firewall.address(), port), "open after the knock");
  }

  @Test
  void anotherKeyOpensNothing() throws Exception {
    Stanza stanza = FirewallContainer.stanza(7011);
    HmacKey hmac = HmacKey.of(stanza.hmacKey());
    byte[] other = stanza.key().clone();
    other[0] ^= 1;
    knockInVain(SpaClient.builder(SpaKeys.of(EncryptionKey.of(other), hmac)), 7017);
  }

  @Test
  void anotherHmacKeyOpensNothing() throws Exception {
    Stanza stanza = FirewallContainer.stanza(7011);
    byte[] other = stanza.hmacKey().clone();
    other[0] ^= 1;
    SpaKeys keys = SpaKeys.of(EncryptionKey.of(stanza.key()), HmacKey.of(other));
    knockInVain(SpaClient.builder(keys), 7018);
  }

  @Test
  void aClockTenMinutesOffOpensNothing() throws Exception {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
    knockInVain(SpaClient.builder(FirewallContainer.stanza(7011).keys()).clock(late), 7019);
  }

  private void knockInVain(SpaClient.Builder client, int sentinelPort) throws Exception {
    client.build().knock(Knocks.access(7011), Knocks.server(firewall));
    Knocks.awaitVerdict(firewall, sentinelPort);
    assertEquals(List.of(), firewall.openings(7011));
    assertTrue(Knocks.isSilent(firewall, 7011));
  }

  @Test
  void replayedBytesOpenNothing() throws Exception {
    SpaPacket packet = Knocks.client(FirewallContainer.stanza(7015)).seal(Knocks.access(7015));
    new UdpTransport().send(packet, Knocks.server(firewall));
    Knocks.awaitOpening(firewall, 7015, 1);
    new UdpTransport().send(packet, Knocks.server(firewall));
    Knocks.awaitVerdict(firewall, 7020);
    assertEquals(1, firewall.openings(7015).size());
  }
}
