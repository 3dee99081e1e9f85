package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A client that aborts stops the work for it at once; one that has only sent everything does not.
 */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class ClientDisconnectTest {
  private final Events events = new Events();
  private final HeldKnocker knocker = new HeldKnocker();
  private SilentPort knock;
  private Tunnel tunnel;

  /** A knock that lasts until it may end. */
  private static final class HeldKnocker implements Knocker {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public KnockResult knock(KnockTarget target) throws InterruptedException {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return new KnockResult.CommandSucceeded("held");
    }

    @Override
    public int maxKnocks() {
      return 1;
    }
  }

  @BeforeEach
  void open() throws IOException {
    knock = new SilentPort();
    TunnelConfig plain = PlainTunnel.config(1, Mode.MULTI, RelayConfig.DEFAULT);
    Optional<Duration> shared = Optional.of(Duration.ofHours(1));
    tunnel =
        Tunnel.open(
            TunnelConfig.builder("127.0.0.1", knock.address().getPort())
                .connectTimeout(Duration.ofMinutes(10))
                .knock(new TunnelConfig.KnockConfig(knocker, Duration.ZERO, shared))
                .build(),
            events);
  }

  @AfterEach
  void close() throws IOException {
    tunnel.close();
    knock.close();
  }

  private long probes() {
    return TcpTable.connectingTo(knock.address().getPort());
  }

  @Test
  void anAbortDuringTheKnockInterruptsIt() throws Exception {
    Socket client = Peers.connect(tunnel.address());
    knocker.begun.await();
    Peers.reset(client);
    knocker.interrupted.await();
    assertEquals(CloseReason.CLIENT_RESET, events.await(TunnelEvent.Closed.class).reason());
  }

  @Test
  void anAbortAfterMoreThanIsReadAheadIsNoticedToo() throws Exception {
    Socket client = Peers.connect(tunnel.address());
    knocker.begun.await();
    client.getOutputStream().write(new byte[100_000]);
    Peers.awaitDelivery(client);
    Peers.reset(client);
    knocker.interrupted.await();
    assertEquals(CloseReason.CLIENT_RESET, events.await(TunnelEvent.Closed.class).reason());
  }

  @Test
  void anAbortDuringTheDialEndsEveryProbe() throws Exception {
    Socket client = Peers.connect(tunnel.address());
    knocker.mayEnd.countDown();
    eventually("probes", () -> probes() > 2);
    Peers.reset(client);
    eventually("no probe", () -> probes() == 0);
    assertEquals(CloseReason.CLIENT_RESET, events.await(TunnelEvent.Closed.class).reason());
  }

  @Test
  void anEndOfStreamDuringTheKnockIsNoAbort() throws Exception {
    try (Socket client = Peers.connect(tunnel.address())) {
      knocker.begun.await();
      client.getOutputStream().write(5);
      client.shutdownOutput();
      knocker.mayEnd.countDown();
      assertAnswered(client);
    }
  }

  @Test
  void anEndOfStreamDuringTheDialIsNoAbort() throws Exception {
    try (Socket client = Peers.connect(tunnel.address())) {
      knocker.mayEnd.countDown();
      eventually("probes", () -> probes() > 2);
      client.getOutputStream().write(5);
      client.shutdownOutput();
      assertAnswered(client);
    }
  }

  @Test
  void oneThatLeavesDoesNotStopTheWorkForAnother() throws Exception {
    Socket leaving = Peers.connect(tunnel.address());
    knocker.begun.await();
    try (Socket client = Peers.connect(tunnel.address())) {
      events.await(TunnelEvent.Accepted.class, 2);
      client.getOutputStream().write(5);
      client.shutdownOutput();
      Peers.reset(leaving);
      events.await(TunnelEvent.Closed.class);
      knocker.mayEnd.countDown();
      assertAnswered(client);
    }
  }

  /** The port opens; the server gets the one byte and the end, and answers. */
  private void assertAnswered(Socket client) throws Exception {
    knock.open();
    events.await(TunnelEvent.Connected.class);
    try (Socket server = knock.accept()) {
      assertEquals(5, server.getInputStream().read());
      assertEquals(-1, server.getInputStream().read());
      server.getOutputStream().write(6);
    }
    assertEquals(6, client.getInputStream().read());
  }
}
