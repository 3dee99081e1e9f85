package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel asks both peers of an idle connection whether they are still there. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class KeepAliveTest {
  private static final Duration IDLE = Duration.ofSeconds(40);

  private static PlainTunnel tunnel(Optional<KeepAliveConfig> keepAlive) throws Exception {
    return PlainTunnel.open(
        Mode.MULTI, new RelayConfig(1, Optional.empty(), Duration.ofMillis(1), keepAlive));
  }

  @Test
  void bothPeersAreAskedAfterTheIdleTime() throws Exception {
    KeepAliveConfig keepAlive = new KeepAliveConfig(IDLE, Duration.ofSeconds(2), 3);
    try (PlainTunnel plain = tunnel(Optional.of(keepAlive));
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      assertAskedWithin(IDLE, client);
      assertAskedWithin(IDLE, server);
    }
  }

  /** The relay's socket has the ports of its peer's, the other way round. */
  private static void assertAskedWithin(Duration idle, Socket peer) throws Exception {
    eventually(
        "a keep-alive timer",
        () -> TcpTable.keepAliveIn(peer.getPort(), peer.getLocalPort()).isPresent());
    Duration in = TcpTable.keepAliveIn(peer.getPort(), peer.getLocalPort()).orElseThrow();
    assertTrue(in.compareTo(idle) <= 0, in::toString);
  }

  @Test
  void nobodyIsAskedWhereThatIsNotWanted() throws Exception {
    try (PlainTunnel plain = tunnel(Optional.empty());
        Socket client = plain.connect();
        Socket server = plain.acceptFirst();
        Socket other = plain.connect()) {
      client.getOutputStream().write(1);
      assertEquals(1, server.getInputStream().read());
      other.shutdownOutput();
      assertTrue(Peers.endsWithReset(other), "its time is over: all connections were looked after");
      eventually("no timer", () -> noTimer(client) && noTimer(server));
    }
  }

  private static boolean noTimer(Socket peer) {
    return TcpTable.keepAliveIn(peer.getPort(), peer.getLocalPort()).isEmpty();
  }

  @ParameterizedTest(name = "{0} and {1}, {2} times")
  @CsvSource({
    "PT0S,PT1S,1",
    "PT0.5S,PT1S,1",
    "PT32768S,PT1S,1",
    "PT1S,PT1.5S,1",
    "PT1S,PT1S,0",
    "PT1S,PT1S,128"
  })
  void whatTheKernelWouldNotTakeIsRefused(Duration idle, Duration interval, int count) {
    assertThrows(IllegalArgumentException.class, () -> new KeepAliveConfig(idle, interval, count));
  }

  @Test
  void theLimitsThemselvesAreTaken() throws Exception {
    KeepAliveConfig most =
        new KeepAliveConfig(
            KeepAliveConfig.MAX_TIME, KeepAliveConfig.MAX_TIME, KeepAliveConfig.MAX_COUNT);
    try (PlainTunnel plain = tunnel(Optional.of(most));
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      assertAskedWithin(KeepAliveConfig.MAX_TIME, client);
      assertAskedWithin(KeepAliveConfig.MAX_TIME, server);
    }
  }
}
