package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TimedOut;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import io.github.fwknoptunnel.tunnel.testing.Broken;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection and its upstreams: what it requests, and what becomes of the answers. */
@Timeout(180)
class TunnelConnectionTest {
  private static final Duration SECONDS = Duration.ofSeconds(10);

  private final Events events = new Events();
  private final FakeUpstreams upstreams = new FakeUpstreams();
  private final CountDownLatch over = new CountDownLatch(1);
  private Relay relay;
  private Socket client;

  @BeforeEach
  void startRelay() throws IOException {
    relay = Relay.start(RelayConfig.DEFAULT, failure -> {});
  }

  @AfterEach
  void stopRelay() throws IOException {
    relay.close();
    client.close();
  }

  private void begin(Upstreams upstreams) throws IOException {
    begin(upstreams, events);
  }

  private void begin(Upstreams upstreams, TunnelListener listener) throws IOException {
    try (ServerSocketChannel port = ServerSocketChannel.open()) {
      port.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      client = Peers.connect((InetSocketAddress) port.getLocalAddress());
      new TunnelConnection(
              1,
              new Targets.One(new TunnelConfig.HostAndPort("target.test", 22), upstreams),
              listener,
              connection -> over.countDown())
          .begin(port.accept(), relay);
    }
  }

  @Test
  void aClientThatResetsBeforeThereIsARemoteSideIsNoticed() throws Exception {
    begin(upstreams);
    Peers.reset(client);
    assertEquals(CloseReason.CLIENT_RESET, events.await(TunnelEvent.Closed.class).reason());
    eventually("the request is cancelled", upstreams.request(0)::isCancelled);
    over.await();
  }

  @Test
  void whatTheClientSendsEarlyArrivesCompletely() throws Exception {
    RandomData early = new RandomData(8, 300_000);
    begin(upstreams);
    try (ServerSocket server = Peers.server();
        Threads threads = new Threads()) {
      threads.start(early.writing(client.getOutputStream(), () -> 5000));
      upstreams.request(0).complete(through(server));
      try (Socket remote = Peers.accept(server)) {
        assertEquals(early.sha256(), early.reading(remote.getInputStream()).call());
      }
    }
  }

  @Test
  void aClientThatEndedItsStreamEarlyGetsItsAnswer() throws Exception {
    begin(upstreams);
    client.getOutputStream().write(1);
    client.shutdownOutput();
    try (ServerSocket server = Peers.server()) {
      upstreams.request(0).complete(through(server));
      try (Socket remote = Peers.accept(server)) {
        assertEquals(1, remote.getInputStream().read());
        assertEquals(-1, remote.getInputStream().read());
        remote.getOutputStream().write(2);
      }
      assertEquals(2, client.getInputStream().read());
    }
  }

  @Test
  void aConnectionThatComesTooLateIsReset() throws Exception {
    CompletableFuture<Upstream> deaf = new UncancellableFuture();
    begin(connection -> deaf);
    Peers.reset(client);
    over.await();
    try (ServerSocket server = Peers.server()) {
      deaf.complete(through(server));
      try (Socket remote = Peers.accept(server)) {
        assertTrue(Peers.endsWithReset(remote));
      }
    }
  }

  /** An answer that was under way already when the client left. */
  private static final class UncancellableFuture extends CompletableFuture<Upstream> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }
  }

  @Test
  void aPortThatStaysShutIsToldAndEndsTheClient() throws Exception {
    begin(upstreams);
    ConnectFailure failure = new ConnectFailure.NameNotResolved("nowhere");
    upstreams.request(0).completeExceptionally(new ConnectFailedException(failure));
    assertTrue(Peers.endsWithReset(client));
    assertSame(failure, events.await(TunnelEvent.ConnectFailed.class).failure());
    assertEquals(CloseReason.ABORTED, events.await(TunnelEvent.Closed.class).reason());
  }

  @Test
  void aGateThatBreaksEndsOnlyItsConnection() throws Exception {
    begin(connection -> {
      throw new Broken("a defect, for a test");
    });
    assertTrue(Peers.endsWithReset(client));
    over.await();
  }

  @Test
  void newsThatCannotBeToldStillEndTheClient() throws Exception {
    begin(
        upstreams,
        event -> {
          if (event instanceof TunnelEvent.ConnectFailed) {
            throw new Broken("a listener, for a test");
          }
        });
    upstreams
        .request(0)
        .completeExceptionally(
            new ConnectFailedException(new ConnectFailure.NameNotResolved("nowhere")));
    assertTrue(Peers.endsWithReset(client));
    over.await();
  }

  @Test
  void aTrustedPortThatAnswersIsConfirmed() throws Exception {
    begin(upstreams);
    try (ServerSocket server = Peers.server()) {
      upstreams.request(0).complete(trusted((InetSocketAddress) server.getLocalSocketAddress()));
      try (Socket remote = Peers.accept(server)) {
        remote.getOutputStream().write(1);
        events.await(TunnelEvent.Connected.class);
        assertEquals(1, upstreams.connectTimes.size());
        assertEquals(0, upstreams.invalidated);
      }
    }
  }

  @Test
  void aTrustedPortThatIsSilentIsKnockedAtAfterAll() throws Exception {
    begin(upstreams);
    try (SilentPort silent = new SilentPort();
        ServerSocket server = Peers.server()) {
      upstreams.request(0).complete(trusted(silent.address()));
      events.await(TunnelEvent.AccessExpired.class);
      upstreams.request(1).complete(through(server));
      events.await(TunnelEvent.Connected.class);
      assertEquals(1, upstreams.invalidated);
      Peers.accept(server).close();
    }
  }

  @Test
  void aTrustedPortThatRefusesIsKnockedAtAfterAll() throws Exception {
    begin(upstreams);
    upstreams.request(0).complete(trusted(ReservedPort.next()));
    upstreams.request(1);
    assertEquals(1, upstreams.invalidated);
  }

  @Test
  void aClientThatLeavesWhileATrustedPortIsTriedCausesNoKnock() throws Exception {
    begin(upstreams);
    try (SilentPort silent = new SilentPort()) {
      upstreams
          .request(0)
          .complete(new Upstream.Addresses(List.of(silent.address()), SECONDS, true));
      eventually("a connect", () -> TcpTable.connectingTo(silent.address().getPort()) == 1);
      Peers.reset(client);
      over.await();
      assertEquals(1, upstreams.requests.size());
      assertEquals(0, upstreams.invalidated);
      assertEquals(List.of(), events.of(TunnelEvent.AccessExpired.class));
    }
  }

  @Test
  void anUntrustedPortThatIsSilentIsAFailure() throws Exception {
    begin(upstreams);
    try (SilentPort silent = new SilentPort()) {
      Duration timeout = Duration.ofMillis(200);
      upstreams
          .request(0)
          .complete(new Upstream.Addresses(List.of(silent.address()), timeout, false));
      ConnectFailure failure = events.await(TunnelEvent.ConnectFailed.class).failure();
      assertEquals(TimedOut.class, failure.getClass());
      assertTrue(Peers.endsWithReset(client));
      assertEquals(1, upstreams.requests.size());
    }
  }

  private static Upstream.Addresses trusted(InetSocketAddress address) {
    return new Upstream.Addresses(List.of(address), Duration.ofMillis(300), true);
  }

  private static Upstream.Connected through(ServerSocket server) throws IOException {
    InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
    SocketChannel channel = SocketChannel.open(target);
    channel.configureBlocking(false);
    Instant now = Instant.now();
    return new Upstream.Connected(new DialResult(channel, target, now, now, Duration.ZERO, 1, 1));
  }
}
