package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import io.github.fwknoptunnel.tunnel.testing.network.Bandwidth;
import io.github.fwknoptunnel.tunnel.testing.network.FaultyNetwork;
import io.github.fwknoptunnel.tunnel.testing.network.Freeze;
import io.github.fwknoptunnel.tunnel.testing.network.Latency;
import io.github.fwknoptunnel.tunnel.testing.network.Limit;
import io.github.fwknoptunnel.tunnel.testing.network.ResetAfter;
import io.github.fwknoptunnel.tunnel.testing.network.Slicer;
import io.github.fwknoptunnel.tunnel.testing.network.SlowClose;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bad network behind the tunnel: what is lost is the network's doing, never the relay's. */
@Timeout(180)
class NetworkFaultsTest {
  private static final RandomData QUESTION = new RandomData(21, 300_000);
  private static final RandomData ANSWER = new RandomData(22, 500_000);

  private final Events events = new Events();
  private ServerSocket server;
  private FaultyNetwork network;

  @BeforeEach
  void build() throws IOException {
    server = Peers.server();
    network = FaultyNetwork.to((InetSocketAddress) server.getLocalSocketAddress());
  }

  @AfterEach
  void tearDown() throws IOException {
    network.close();
    server.close();
  }

  private Tunnel tunnel(RelayConfig policy) throws IOException {
    return Tunnel.open(PlainTunnel.config(network.address().getPort(), Mode.MULTI, policy), events);
  }

  @Test
  void aSlowWayThatCutsEverythingToPiecesLosesNothing() throws Exception {
    network.up(new Slicer(1, 900, 21), new Latency(Duration.ofMillis(15)));
    network.down(
        new Latency(Duration.ofMillis(15)),
        new Bandwidth(2_000_000),
        new Slicer(1, 900, 22),
        new SlowClose(Duration.ofMillis(50)));
    try (Tunnel tunnel = tunnel(RelayConfig.DEFAULT);
        Socket client = Peers.connect(tunnel.address());
        Socket peer = Peers.accept(server);
        Threads threads = new Threads()) {
      threads.start(() -> sendAndEnd(QUESTION, client));
      threads.start(() -> sendAndEnd(ANSWER, peer));
      Future<String> asked = threads.start(QUESTION.reading(peer.getInputStream()));
      assertEquals(ANSWER.sha256(), ANSWER.reading(client.getInputStream()).call());
      assertEquals(QUESTION.sha256(), asked.get());
      assertFalse(Peers.endsWithReset(client));
      assertFalse(Peers.endsWithReset(peer));
    }
  }

  private static Void sendAndEnd(RandomData data, Socket socket) throws Exception {
    data.writing(socket.getOutputStream(), () -> 7001).call();
    socket.shutdownOutput();
    return null;
  }

  @Test
  void aWayThatEndsEarlyEndsEarlyForTheClient() throws Exception {
    network.down(new Limit(1234));
    try (Tunnel tunnel = tunnel(RelayConfig.DEFAULT);
        Socket client = Peers.connect(tunnel.address());
        Socket peer = Peers.accept(server)) {
      peer.getOutputStream().write(new byte[5000]);
      assertEquals(1234, client.getInputStream().readAllBytes().length);
    }
  }

  @Test
  void aResetOfTheNetworkIsAReset() throws Exception {
    network.up(new ResetAfter(100));
    try (Tunnel tunnel = tunnel(RelayConfig.DEFAULT);
        Socket client = Peers.connect(tunnel.address())) {
      client.getOutputStream().write(new byte[100]);
      assertTrue(Peers.endsWithReset(client));
      assertEquals(CloseReason.REMOTE_RESET, events.await(TunnelEvent.Closed.class).reason());
    }
  }

  @Test
  void aFrozenWayEndsWithTheIdleLimit() throws Exception {
    network.down(new Freeze(10));
    RelayConfig policy =
        new RelayConfig(
            1,
            Optional.of(Duration.ofMillis(300)),
            Duration.ofMinutes(10),
            RelayConfig.DEFAULT.keepAlive());
    try (Tunnel tunnel = tunnel(policy);
        Socket client = Peers.connect(tunnel.address());
        Socket peer = Peers.accept(server)) {
      peer.getOutputStream().write(new byte[20]);
      assertEquals(10, client.getInputStream().readNBytes(10).length);
      assertTrue(Peers.endsWithReset(client));
      assertEquals(CloseReason.IDLE_TIMEOUT, events.await(TunnelEvent.Closed.class).reason());
    }
  }

  @Test
  void afterOneSidesEndTheOtherMayGoOnForAsLongAsBytesFlow() throws Exception {
    Duration limit = Duration.ofMillis(700);
    RandomData slow = new RandomData(23, 60_000);
    network.down(new Bandwidth(30_000));
    try (Tunnel tunnel =
            tunnel(new RelayConfig(1, Optional.empty(), limit, RelayConfig.DEFAULT.keepAlive()));
        Socket client = Peers.connect(tunnel.address());
        Socket peer = Peers.accept(server);
        Threads threads = new Threads()) {
      client.shutdownOutput();
      assertEquals(-1, peer.getInputStream().read());
      threads.start(() -> sendAndEnd(slow, peer));
      assertEquals(slow.sha256(), slow.reading(client.getInputStream()).call());
      TunnelEvent.Closed closed = events.await(TunnelEvent.Closed.class);
      assertEquals(CloseReason.CLIENT_CLOSED, closed.reason());
      assertTrue(closed.duration().compareTo(limit) > 0, "too quick to show anything");
    }
  }

  @Test
  void manyConnectionsOverABadWayFailAloneOrNotAtAll() throws Exception {
    try (Tunnel tunnel = tunnel(RelayConfig.DEFAULT)) {
      for (int round = 0; round < 30; round++) {
        boolean broken = round % 3 == 0;
        network.down(broken ? new ResetAfter(ANSWER.length() / 2) : new Latency(Duration.ZERO));
        assertEquals(!broken, passes(tunnel), "round " + round);
      }
    }
  }

  private boolean passes(Tunnel tunnel) throws Exception {
    try (Socket client = Peers.connect(tunnel.address());
        Socket peer = Peers.accept(server);
        Threads threads = new Threads()) {
      threads.start(() -> sendAndEnd(ANSWER, peer));
      return ANSWER.reading(client.getInputStream()).call().equals(ANSWER.sha256());
    } catch (IOException e) {
      return false;
    }
  }
}
