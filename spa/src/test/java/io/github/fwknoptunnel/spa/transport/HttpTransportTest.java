package io.github.fwknoptunnel.spa.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.transport.TransportException.Reason;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those that the 2.6.10 client was seen to send (PROTOCOL.md, Transports). */
@Timeout(180)
class HttpTransportTest {
  private static final SpaPacket PACKET = new SpaPacket("+zB+a//Q1");

  @Test
  void theRequestIsByteForByteThatOfTheReference() throws Exception {
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      new HttpTransport().send(PACKET, catcher.server("Gate_1.Example"));
      assertEquals(
          "GET /-zB-a__Q1 HTTP/1.0\r\n"
              + "User-Agent: Fwknop/2.6.10\r\n"
              + "Accept: */*\r\n"
              + "Host: Gate_1.Example\r\n"
              + "Connection: close\r\n"
              + "\r\n",
          catcher.caught());
    }
  }

  @Test
  void aProxyIsToldTheServerAndHearsItsOwnNameAsHost() throws Exception {
    try (PacketCaptureServer proxy = new PacketCaptureServer()) {
      HttpTransport transport =
          new HttpTransport().through(HttpProxy.parse("http://127.0.0.1:" + proxy.number() + "/"));
      transport.send(PACKET, new SpaServer("gate.example", PacketCaptureServer.loopback(), 9));
      assertEquals(
          "GET http://gate.example/-zB-a__Q1 HTTP/1.0\r\n"
              + "User-Agent: Fwknop/2.6.10\r\n"
              + "Accept: */*\r\n"
              + "Host: 127.0.0.1\r\n"
              + "Connection: close\r\n"
              + "\r\n",
          proxy.caught());
    }
  }

  @Test
  void aProxyWithoutAPortHasThatOfTheServer() throws Exception {
    try (PacketCaptureServer proxy = new PacketCaptureServer()) {
      new HttpTransport()
          .through(HttpProxy.parse("127.0.0.1"))
          .send(PACKET, proxy.server("gate.example"));
      assertTrue(proxy.caught().startsWith("GET http://gate.example/"));
    }
  }

  @Test
  void theUserAgentCanBeChosen() throws Exception {
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      HttpTransport transport =
          new HttpTransport(
              UserAgent.parse("Fwknop and friends"), Optional.empty(), Duration.ofSeconds(5));
      transport.send(PACKET, catcher.server("gate.example"));
      assertTrue(catcher.caught().contains("\r\nUser-Agent: Fwknop and friends\r\n"));
    }
  }

  @Test
  void aRequestOfExactlyTheLimitIsSentAndAByteMoreIsNot() throws Exception {
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      SpaServer server = catcher.server("gate.example");
      new HttpTransport().send(new SpaPacket("x"), server);
      int frame = catcher.caught().length() - 1;
      new HttpTransport().send(new SpaPacket("x".repeat(1434 - frame)), server);
      assertEquals(1434, catcher.caught().length());
      TransportException e =
          assertThrows(
              TransportException.class,
              () -> new HttpTransport().send(new SpaPacket("x".repeat(1435 - frame)), server));
      assertEquals(Reason.REQUEST_TOO_LONG, e.reason());
      assertEquals("1435", e.detail());
    }
  }

  @Test
  void theLongestPacketUserAgentAndNameFitTogether() throws Exception {
    try (PacketCaptureServer proxy = new PacketCaptureServer()) {
      HttpTransport transport =
          new HttpTransport(
              new UserAgent("F".repeat(99)),
              Optional.of(HttpProxy.parse("127.0.0.1:" + proxy.number())),
              Duration.ofSeconds(5));
      transport.send(
          new SpaPacket("x".repeat(399)),
          new SpaServer("n".repeat(253), PacketCaptureServer.loopback(), 9));
      assertTrue(proxy.caught().length() < HttpTransport.MAX_REQUEST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX-Forwarded-For: 1.2.3.4", "a/b", "::1", "ä.example"})
  void aNameThatWouldChangeTheRequestIsRefused(String name) throws Exception {
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      SpaServer server = catcher.server(name);
      TransportException e =
          assertThrows(TransportException.class, () -> new HttpTransport().send(PACKET, server));
      assertEquals(Reason.NAME_NOT_FOR_HTTP, e.reason());
      assertEquals(name, e.detail());
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    HttpTransport impatient =
        new HttpTransport(UserAgent.DEFAULT, Optional.empty(), Duration.ofMillis(50));
    try (FullPort silent = new FullPort()) {
      assertThrows(SocketTimeoutException.class, () -> impatient.send(PACKET, silent.server()));
    }
  }

  @Test
  void aProxyThatDoesNotExistIsAnError() throws Exception {
    // A name with an empty label is refused by the resolver itself; no query leaves this machine.
    HttpTransport transport = new HttpTransport().through(HttpProxy.parse("proxy..invalid:3128"));
    SpaServer server = new SpaServer("gate.example", PacketCaptureServer.loopback(), 9);
    assertThrows(UnknownHostException.class, () -> transport.send(PACKET, server));
  }
}
