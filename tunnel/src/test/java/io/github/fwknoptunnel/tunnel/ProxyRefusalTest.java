package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients are told that get no connection; each ends in good order. */
@Timeout(180)
class ProxyRefusalTest {
  private ProxyTunnel proxy;

  @BeforeEach
  void open() throws IOException {
    proxy = ProxyTunnel.open(ProxyRefusalTest::route);
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private static Optional<Route> route(HostAndPort target) {
    return switch (target.host()) {
      case "unknown.example" -> Optional.empty();
      case "rejected.example" -> Optional.of(new Route.Reject("rejected.example=reject"));
      default -> Optional.of(new Route.Direct("*=direct"));
    };
  }

  private static HostAndPort at(InetSocketAddress address) {
    return new HostAndPort(address.getAddress().getHostAddress(), address.getPort());
  }

  /** The code of the SOCKS5 reply. */
  private int socks(HostAndPort target) throws IOException {
    try (Socket client = proxy.ask(ProxyTunnel.socks(target))) {
      byte[] reply = HexFormat.of().parseHex(ProxyTunnel.readAll(client));
      assertEquals(12, reply.length);
      return reply[3];
    }
  }

  private String http(HostAndPort target) throws IOException {
    return text(new String(ProxyTunnel.http(target), StandardCharsets.US_ASCII));
  }

  private String text(String request) throws IOException {
    try (Socket client = proxy.ask(request.getBytes(StandardCharsets.ISO_8859_1))) {
      return ProxyTunnel.readText(client);
    }
  }

  private void assertRefused(Reason reason, int times) throws Exception {
    proxy.events.await(TunnelEvent.Closed.class, times);
    assertEquals(
        times,
        proxy.events.of(RequestRejected.class).stream()
            .filter(event -> event.reason() == reason)
            .count());
  }

  @Test
  void aTargetThatNoRuleNames() throws Exception {
    HostAndPort target = new HostAndPort("unknown.example", 443);
    assertEquals(2, socks(target));
    String answer = http(target);
    assertTrue(answer.startsWith("HTTP/1.1 403 Forbidden\r\n"), answer);
    assertTrue(
        answer.endsWith("\r\n\r\nno rule allows this target: add one with --route\n"), answer);
    assertRefused(Reason.NO_RULE, 2);
    assertEquals(Optional.of(target), proxy.events.of(RequestRejected.class).getFirst().target());
  }

  @Test
  void aTargetThatARuleRejects() throws Exception {
    HostAndPort target = new HostAndPort("rejected.example", 443);
    assertEquals(2, socks(target));
    assertTrue(http(target).startsWith("HTTP/1.1 403 Forbidden\r\n"));
    assertRefused(Reason.REJECTED, 2);
  }

  @Test
  void theProxyItself() throws Exception {
    HostAndPort itself = new HostAndPort("localhost", proxy.tunnel.address().getPort());
    assertEquals(2, socks(itself));
    assertTrue(http(at(proxy.tunnel.address())).startsWith("HTTP/1.1 403 Forbidden\r\n"));
    assertRefused(Reason.OWN_ADDRESS, 2);
    assertEquals(2, proxy.events.of(TunnelEvent.Accepted.class).size());
  }

  @Test
  void aTargetThatRefuses() throws Exception {
    HostAndPort nobody = at(ReservedPort.next());
    assertEquals(5, socks(nobody));
    String answer = http(nobody);
    assertTrue(answer.startsWith("HTTP/1.1 502 Bad Gateway\r\n"), answer);
    assertTrue(answer.endsWith(nobody + " refuses connections\n"), answer);
    proxy.events.await(TunnelEvent.Closed.class, 2);
    assertEquals(2, proxy.events.of(TunnelEvent.ConnectFailed.class).size());
  }

  @Test
  void aTargetThatIsSilent() throws Exception {
    try (SilentPort silent = new SilentPort()) {
      assertEquals(6, socks(at(silent.address())));
      assertTrue(http(at(silent.address())).startsWith("HTTP/1.1 504 Gateway Timeout\r\n"));
    }
  }

  @Test
  void aNameThatDoesNotResolve() throws Exception {
    HostAndPort nowhere = new HostAndPort("nowhere.invalid", 443);
    assertEquals(4, socks(nowhere));
    String answer = http(nowhere);
    assertTrue(answer.startsWith("HTTP/1.1 502 Bad Gateway\r\n"), answer);
    assertTrue(answer.contains("nowhere.invalid"), answer);
  }

  @Test
  void bindAndUdpAndOtherAddressTypes() throws Exception {
    assertEquals("0500" + "05070001000000000000", raw("050100" + "05020001c00002010016"));
    assertEquals("0500" + "05070001000000000000", raw("050100" + "05030001000000000000"));
    assertEquals("0500" + "05080001000000000000", raw("050100" + "050100050000"));
    proxy.events.await(TunnelEvent.Closed.class, 3);
    assertRefused(Reason.UNSUPPORTED_COMMAND, 2);
    assertRefused(Reason.UNSUPPORTED_ADDRESS_TYPE, 1);
  }

  private String raw(String bytes) throws IOException {
    try (Socket client = proxy.ask(HexFormat.of().parseHex(bytes))) {
      return ProxyTunnel.readAll(client);
    }
  }

  @Test
  void aClientThatInsistsOnAPassword() throws Exception {
    assertEquals("05ff", raw("050102"));
    assertRefused(Reason.AUTHENTICATION_REQUIRED, 1);
  }

  @Test
  void otherProtocolsGetNothing() throws Exception {
    assertEquals("", raw("04010016c000020175736572" + "00"));
    assertEquals("", raw("1603010200010001fc0303"));
    assertEquals("", raw("00"));
    assertEquals("", text("\r\nCONNECT a:1 HTTP/1.1\r\n\r\n"));
    assertRefused(Reason.UNKNOWN_PROTOCOL, 4);
  }

  /** What a web page can make a browser send: its target would be connected to and hear it. */
  @Test
  void aWebPageThatPostsGetsNothingRelayed() throws Exception {
    try (ServerSocket server = Peers.server()) {
      server.setSoTimeout(300);
      String body = "CONNECT 127.0.0.1:" + server.getLocalPort() + " HTTP/1.1\r\n\r\n";
      String answer =
          text("POST / HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      assertTrue(answer.startsWith("HTTP/1.1 405 Method Not Allowed\r\nAllow: CONNECT"), answer);
      assertThrows(SocketTimeoutException.class, server::accept);
    }
  }

  @Test
  void aPlainRequestForAnUrl() throws Exception {
    String answer = text("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), answer);
    assertTrue(answer.contains("CONNECT only"), answer);
  }

  @Test
  void nineKibibytesOfHeaders() throws Exception {
    String answer = text("CONNECT a:1 HTTP/1.1\r\nX: " + "x".repeat(9 * 1024) + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
    assertRefused(Reason.TOO_LONG, 1);
  }

  /** The kernel resets a connection whose bytes are not read: the answer would be lost. */
  @Test
  void aClientThatSendsMuchStillReadsItsAnswer() throws Exception {
    String answer = text("POST / HTTP/1.1\r\n\r\n" + "x".repeat(200_000));
    assertTrue(answer.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), answer);
  }

  @Test
  void aClientThatHasNamedNoTargetHoldsUpNoEnd() throws Exception {
    try (Socket client = proxy.ask(new byte[] {5, 1})) {
      proxy.events.await(TunnelEvent.Accepted.class);
      assertTrue(proxy.tunnel.drain(Duration.ofSeconds(30)));
      assertEquals(CloseReason.ABORTED, proxy.events.await(TunnelEvent.Closed.class).reason());
      assertTrue(Peers.endsWithReset(client));
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleIsNoFailure() throws Exception {
    try (Socket client = proxy.ask(new byte[] {5, 1})) {
      client.shutdownOutput();
      assertEquals(-1, client.getInputStream().read());
    }
    assertEquals(CloseReason.CLIENT_CLOSED, proxy.events.await(TunnelEvent.Closed.class).reason());
    assertEquals(0, proxy.events.of(RequestRejected.class).size());
  }
}
