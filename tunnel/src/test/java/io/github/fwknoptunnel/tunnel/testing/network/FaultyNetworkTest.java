package io.github.fwknoptunnel.tunnel.testing.network;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The faults themselves: tests that rely on them must not rely on faults that never happen. */
@Timeout(180)
class FaultyNetworkTest {
  private static final RandomData DATA = new RandomData(9, 50_000);

  private ServerSocket server;
  private FaultyNetwork network;

  @BeforeEach
  void start() throws IOException {
    server = Peers.server();
    network = FaultyNetwork.to((InetSocketAddress) server.getLocalSocketAddress());
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    server.close();
  }

  /** What the client reads to the end when the server has sent {@link #DATA} and ended. */
  private byte[] answer() throws Exception {
    try (Socket client = Peers.connect(network.address());
        Socket peer = Peers.accept(server);
        Threads threads = new Threads()) {
      var sending = threads.start(() -> send(peer));
      byte[] read = client.getInputStream().readAllBytes();
      sending.get();
      return read;
    }
  }

  private static Void send(Socket peer) throws Exception {
    DATA.writing(peer.getOutputStream(), () -> 1000).call();
    peer.shutdownOutput();
    return null;
  }

  @Test
  void withoutAFaultEverythingPassesBothWays() throws Exception {
    try (Socket client = Peers.connect(network.address());
        Socket peer = Peers.accept(server)) {
      client.getOutputStream().write(1);
      client.shutdownOutput();
      assertEquals(1, peer.getInputStream().read());
      assertEquals(-1, peer.getInputStream().read());
      peer.getOutputStream().write(2);
      assertEquals(2, client.getInputStream().read());
      Peers.end(peer);
      assertEquals(-1, client.getInputStream().read());
    }
    assertEquals(1, network.connections());
  }

  @Test
  void allFaultsThatLoseNothingTogetherLoseNothing() throws Exception {
    network.down(
        new Slicer(1, 700, 9),
        new Bandwidth(500_000),
        new Latency(Duration.ofMillis(20)),
        new SlowClose(Duration.ofMillis(20)));
    long begin = System.nanoTime();
    assertEquals(List.of(DATA.bytes().length), List.of(answer().length));
    // 50,000 bytes at 500,000 a second: a lower bound, which no machine is too slow for.
    assertTrue(System.nanoTime() - begin > Duration.ofMillis(100).toNanos());
  }

  @Test
  void aSlicerCutsAsItsSeedSays() throws Exception {
    assertEquals(pieces(new Slicer(1, 50, 3)), pieces(new Slicer(1, 50, 3)));
    assertFalse(pieces(new Slicer(1, 50, 3)).equals(pieces(new Slicer(1, 50, 4))));
  }

  private static List<Integer> pieces(Slicer slicer) throws Exception {
    Lengths lengths = new Lengths();
    try (Socket near = new Socket();
        Socket far = new Socket()) {
      slicer.before(lengths, new Wire(1, near, far)).bytes(new byte[1000], 0, 1000);
    }
    return lengths.seen;
  }

  /** Notes the lengths of what arrives. */
  private static final class Lengths implements Stage {
    private final List<Integer> seen = new ArrayList<>();

    @Override
    public void bytes(byte[] bytes, int from, int length) {
      seen.add(length);
    }

    @Override
    public void end() {}
  }

  @Test
  void aLimitEndsTheStreamInGoodOrder() throws Exception {
    network.down(new Limit(1234));
    assertEquals(1234, answer().length);
    network.down(new Limit(0));
    assertEquals(0, answer().length);
  }

  @Test
  void aResetReachesBothEnds() throws Exception {
    network.up(new ResetAfter(1));
    try (Socket client = Peers.connect(network.address());
        Socket peer = Peers.accept(server)) {
      client.getOutputStream().write(1);
      assertTrue(Peers.endsWithReset(peer));
      assertTrue(Peers.endsWithReset(client));
    }
  }

  @Test
  void aResetMayComeBeforeTheFirstByte() throws Exception {
    network.down(new ResetAfter(0));
    assertTrue(Peers.connectEndsWithReset(network.address()));
  }

  @Test
  void aFrozenWayTellsNobody() throws Exception {
    network.down(new Freeze(10));
    try (Socket client = Peers.connect(network.address());
        Socket peer = Peers.accept(server)) {
      peer.getOutputStream().write(new byte[20]);
      assertEquals(10, client.getInputStream().readNBytes(10).length);
      Peers.end(peer);
      client.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    }
  }

  @Test
  void aWayToNobodyIsReset() throws Exception {
    network.leadTo(ReservedPort.next());
    assertTrue(Peers.connectEndsWithReset(network.address()));
  }

  @Test
  void allThatIsOpenCanBeReset() throws Exception {
    try (Socket client = Peers.connect(network.address());
        Socket peer = Peers.accept(server)) {
      eventually("a connection", () -> network.connections() == 1);
      network.resetAll();
      assertTrue(Peers.endsWithReset(client));
      assertTrue(Peers.endsWithReset(peer));
    }
  }
}
