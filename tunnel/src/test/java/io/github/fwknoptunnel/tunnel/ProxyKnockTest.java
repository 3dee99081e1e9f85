package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets behind a closed port: a knock for each, shared by the clients that name it. */
@Timeout(180)
class ProxyKnockTest {
  private final FakeKnocker knocker = FakeKnocker.held();

  private ProxyTunnel open() throws IOException {
    return ProxyTunnel.open(target ->
        Optional.of(
            new Route.Knock(
                "*=spa",
                new KnockConfig(knocker, Duration.ZERO, Optional.of(Duration.ofHours(1))))));
  }

  private static HostAndPort at(ServerSocket server) {
    return new HostAndPort("127.0.0.1", server.getLocalPort());
  }

  @Test
  void clientsOfOneTargetShareAKnockAndTheAnswerComesWhenTheConnectionStands() throws Exception {
    try (ServerSocket server = Peers.server();
        ProxyTunnel proxy = open();
        Socket first = proxy.ask(ProxyTunnel.socks(at(server)));
        Socket second = proxy.ask(ProxyTunnel.socks(at(server)))) {
      knocker.awaitKnocks(1);
      assertEquals(ProxyTunnel.GREETED, ProxyTunnel.read(first, 2));
      assertEquals(ProxyTunnel.GREETED, ProxyTunnel.read(second, 2));
      proxy.events.await(TunnelEvent.TargetNamed.class, 2);
      assertEquals(0, first.getInputStream().available());
      knocker.release();
      assertEquals(ProxyTunnel.CONNECTED, ProxyTunnel.read(first, 10));
      assertEquals(ProxyTunnel.CONNECTED, ProxyTunnel.read(second, 10));
      proxy.through(at(server)).close();
      assertEquals(1, knocker.knocks.size());
    }
  }

  @Test
  void eachTargetHasAKnockOfItsOwn() throws Exception {
    try (ServerSocket one = Peers.server();
        ServerSocket other = Peers.server();
        ProxyTunnel proxy = open()) {
      knocker.release();
      knocker.release();
      proxy.through(at(one)).close();
      proxy.through(at(other)).close();
      assertEquals(at(one).port(), knocker.knocks.getFirst().port());
      assertEquals(at(other).port(), knocker.knocks.getLast().port());
    }
  }

  @Test
  void aTargetThatWaitsDoesNotHoldUpAnother() throws Exception {
    try (ServerSocket slow = Peers.server();
        ServerSocket server = Peers.server();
        ProxyTunnel proxy =
            ProxyTunnel.open(target ->
                Optional.of(
                    target.port() == slow.getLocalPort()
                        ? new Route.Knock("a", KnockConfig.shared(knocker))
                        : new Route.Direct("b")));
        Socket waiting = proxy.ask(ProxyTunnel.socks(at(slow)))) {
      knocker.awaitKnocks(1);
      proxy.through(at(server)).close();
      assertEquals(ProxyTunnel.GREETED, ProxyTunnel.read(waiting, 2));
      assertEquals(0, waiting.getInputStream().available());
    }
  }

  @Test
  void aPortThatStaysClosedIsToldInWords() throws Exception {
    knocker.release();
    try (SilentPort silent = new SilentPort();
        ProxyTunnel proxy = open();
        Socket client =
            proxy.ask(ProxyTunnel.http(new HostAndPort("127.0.0.1", silent.address().getPort())))) {
      String answer = ProxyTunnel.readText(client);
      assertTrue(answer.startsWith("HTTP/1.1 504 Gateway Timeout\r\n"), answer);
      // Waited, on a busy machine longer than was set.
      Pattern reason = Pattern.compile("gave no answer in [0-9.]+ s after 1 knock");
      assertTrue(reason.matcher(answer).find(), answer);
    }
  }

  /** The client was told that it is connected; the second connection needs no second answer. */
  @Test
  void aConnectionThatClosesPrematurelyIsReplacedWithoutASecondAnswer() throws Exception {
    knocker.release();
    knocker.release();
    try (ServerSocket server = Peers.server();
        ProxyTunnel proxy = open();
        Socket client = proxy.ask(ProxyTunnel.socks(at(server)))) {
      Peers.accept(server).close();
      proxy.events.await(TunnelEvent.PrematureClose.class);
      try (Socket accepted = Peers.accept(server)) {
        accepted.getOutputStream().write(9);
        assertEquals(
            ProxyTunnel.GREETED + ProxyTunnel.CONNECTED + "09", ProxyTunnel.read(client, 13));
      }
    }
  }

  @Test
  void aClientThatLeavesStopsTheKnockThatIsForItAlone() throws Exception {
    try (ServerSocket server = Peers.server();
        ProxyTunnel proxy = open();
        Socket client = proxy.ask(ProxyTunnel.socks(at(server)))) {
      knocker.awaitKnocks(1);
      Peers.reset(client);
      proxy.events.await(TunnelEvent.Closed.class);
      eventually("an interrupt", () -> knocker.interrupted.get() == 1);
    }
  }

  @Test
  void newRulesHoldForNewClients() throws Exception {
    try (ServerSocket server = Peers.server();
        ProxyTunnel proxy = ProxyTunnel.open();
        Socket before = proxy.through(at(server));
        Socket accepted = Peers.accept(server)) {
      proxy.tunnel.reload(TunnelConfig.builder(target -> Optional.empty()).build());
      try (Socket after = proxy.ask(ProxyTunnel.socks(at(server)))) {
        assertEquals("0500" + "05020001000000000000", ProxyTunnel.readAll(after));
      }
      before.getOutputStream().write(3);
      assertEquals(3, accepted.getInputStream().read());
    }
  }
}
