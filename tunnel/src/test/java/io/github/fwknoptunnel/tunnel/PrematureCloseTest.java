package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.network.FaultyNetwork;
import io.github.fwknoptunnel.tunnel.testing.network.SlowClose;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy on the path accepts for a server that is not reached: one more knock follows. */
@Timeout(180)
class PrematureCloseTest {
  private final Events events = new Events();
  private final FakeUpstreams upstreams = new FakeUpstreams();
  private Relay relay;
  private ServerSocket server;
  private Socket client;

  @BeforeEach
  void begin() throws IOException {
    relay = Relay.start(RelayConfig.DEFAULT, failure -> {});
    server = Peers.server();
    try (ServerSocketChannel port = ServerSocketChannel.open()) {
      port.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      client = Peers.connect((InetSocketAddress) port.getLocalAddress());
      new TunnelConnection(
              1,
              new Targets.One(new TunnelConfig.HostAndPort("target.test", 22), upstreams),
              events,
              connection -> {})
          .begin(port.accept(), relay);
    }
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    server.close();
    client.close();
  }

  /** Answers the upstream's number and gives the server's end, once the relay has the other. */
  private Socket reach(int number) throws Exception {
    return reach(number, (InetSocketAddress) server.getLocalSocketAddress());
  }

  private Socket reach(int number, InetSocketAddress address) throws Exception {
    upstreams
        .request(number)
        .complete(new Upstream.Addresses(List.of(address), Duration.ofSeconds(10), false));
    Socket accepted = Peers.accept(server);
    events.await(TunnelEvent.Connected.class, number + 1);
    return accepted;
  }

  private static void end(Socket socket, boolean reset) throws IOException {
    if (reset) {
      Peers.reset(socket);
    } else {
      Peers.end(socket);
    }
  }

  @ParameterizedTest(name = "with a reset: {0}")
  @ValueSource(booleans = {false, true})
  void whatEndsAtOnceWithoutAByteIsKnockedAtOnceMore(boolean reset) throws Exception {
    try (Socket premature = reach(0)) {
      end(premature, reset);
      try (Socket real = reach(1)) {
        client.getOutputStream().write(5);
        assertEquals(5, real.getInputStream().read());
        real.getOutputStream().write(6);
        assertEquals(6, client.getInputStream().read());
      }
    }
    assertEquals(
        List.of(new TunnelEvent.PrematureClose(1)), events.of(TunnelEvent.PrematureClose.class));
    assertEquals(1, upstreams.invalidated);
  }

  @ParameterizedTest(name = "with a reset: {0}")
  @ValueSource(booleans = {false, true})
  void theSecondTimeTheClientLearnsOfIt(boolean reset) throws Exception {
    for (int number = 0; number < 2; number++) {
      try (Socket premature = reach(number)) {
        end(premature, reset);
      }
    }
    assertEquals(reset, Peers.endsWithReset(client));
    assertEquals(2, upstreams.requests.size());
  }

  @Test
  void aClientThatHasSentAByteIsNotConnectedAgain() throws Exception {
    try (Socket remote = reach(0)) {
      client.getOutputStream().write(1);
      assertEquals(1, remote.getInputStream().read());
    }
    assertEnded();
  }

  @Test
  void aClientThatHasEndedItsStreamIsNotConnectedAgain() throws Exception {
    try (Socket remote = reach(0)) {
      client.shutdownOutput();
      assertEquals(-1, remote.getInputStream().read());
    }
    assertEnded();
  }

  @Test
  void aServerThatHasSentAByteIsBelieved() throws Exception {
    try (Socket remote = reach(0)) {
      remote.getOutputStream().write(1);
      assertEquals(1, client.getInputStream().read());
    }
    assertEnded();
  }

  @Test
  void aServerThatEndsLaterIsBelieved() throws Exception {
    try (FaultyNetwork late =
        FaultyNetwork.to((InetSocketAddress) server.getLocalSocketAddress())) {
      late.down(new SlowClose(Duration.ofMillis(1200)));
      Peers.end(reach(0, late.address()));
      assertEnded();
    }
  }

  private void assertEnded() throws IOException {
    assertFalse(Peers.endsWithReset(client));
    assertEquals(1, upstreams.requests.size());
    assertEquals(List.of(), events.of(TunnelEvent.PrematureClose.class));
  }

  @Test
  void whatTheClientSendsBetweenTheTwoArrives() throws Exception {
    try (Socket premature = reach(0)) {
      Peers.end(premature);
      events.await(TunnelEvent.PrematureClose.class);
      client.getOutputStream().write(7);
      client.shutdownOutput();
      try (Socket real = reach(1)) {
        assertEquals(7, real.getInputStream().read());
        assertEquals(-1, real.getInputStream().read());
        real.getOutputStream().write(8);
      }
      assertEquals(8, client.getInputStream().read());
    }
  }

  @Test
  void aClientThatLeavesBetweenTheTwoIsNoticed() throws Exception {
    try (Socket premature = reach(0)) {
      Peers.end(premature);
      var second = upstreams.request(1);
      Peers.reset(client);
      events.await(TunnelEvent.Closed.class);
      assertTrue(second.isCancelled());
    }
  }

  @Test
  void aPlainTunnelHasNothingToKnockAt() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket user = plain.connect()) {
      Peers.end(plain.acceptFirst());
      assertFalse(Peers.endsWithReset(user));
      assertEquals(List.of(), plain.events.of(TunnelEvent.PrematureClose.class));
    }
  }
}
