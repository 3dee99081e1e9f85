package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a tunnel does its work, as whoever watches it may ask. */
@Timeout(180)
class ResponsiveTunnelTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private Tunnel tunnel(ServerSocket server, int loops) throws IOException {
    RelayConfig policy =
        new RelayConfig(
            loops, Optional.empty(), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());
    return Tunnel.open(
        PlainTunnel.config(server.getLocalPort(), Mode.MULTI, policy), this::blockAtTheEnd);
  }

  /** As a log does whose reader has stopped to read. */
  private void blockAtTheEnd(TunnelEvent event) {
    if (event instanceof TunnelEvent.Closed) {
      blocked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ParameterizedTest(name = "{0} loops")
  @ValueSource(ints = {1, 2})
  void aLoopThatIsBlockedIsNoticedAndSoIsThatItGoesOn(int loops) throws Exception {
    try (ServerSocket server = Peers.server();
        Tunnel tunnel = tunnel(server, loops)) {
      assertTrue(tunnel.isResponsive(LONG));
      endOneConnection(tunnel);
      blocked.await();
      assertFalse(tunnel.isResponsive(SHORT));
      assertTrue(tunnel.isAccepting(), "clients are accepted all the same");
      goOn.countDown();
      assertTrue(tunnel.isResponsive(LONG));
    } finally {
      goOn.countDown();
    }
  }

  private static void endOneConnection(Tunnel tunnel) throws IOException {
    try (Socket client = Peers.connect(tunnel.address())) {
      Peers.reset(client);
    }
  }

  @Test
  void aTunnelThatWasClosedDoesNothingAnyMore() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      plain.tunnel.close();
      eventually("the end of accepting", () -> !plain.tunnel.isAccepting());
      assertFalse(plain.tunnel.isResponsive(LONG));
    }
  }
}
