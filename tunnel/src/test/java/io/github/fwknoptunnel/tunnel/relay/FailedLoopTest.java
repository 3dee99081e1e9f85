package io.github.fwknoptunnel.tunnel.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay thread that fails resets its own connections and reports it; the others go on. */
@Timeout(180)
class FailedLoopTest {
  private static final RelayConfig POLICY =
      new RelayConfig(1, Optional.empty(), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());

  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final BufferBudget budget = BufferBudget.halfOfDirectMemory();
  private RelayEventLoop failing;
  private RelayEventLoop other;
  private Relay relay;
  private ServerSocket server;

  @BeforeEach
  void start() throws Exception {
    server = Peers.server();
    failing = RelayEventLoop.start("relay-failing", POLICY, budget, failure::complete);
    other = RelayEventLoop.start("relay-other", POLICY, budget, unexpected -> {});
    relay = new Relay(List.of(failing, other));
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
    server.close();
  }

  @Test
  void itsConnectionsAreResetAndItReportsWhy() throws Exception {
    try (RelayedClient admitted = connected(failing);
        Socket remote = Peers.accept(server)) {
      fail(failing);
      assertInstanceOf(ClosedSelectorException.class, failure.get(20, TimeUnit.SECONDS));
      assertTrue(Peers.endsWithReset(admitted.client));
      assertTrue(Peers.endsWithReset(remote));
      assertEquals(CloseReason.ABORTED, admitted.ending());
    }
  }

  @Test
  void connectionsOfOtherThreadsGoOn() throws Exception {
    try (RelayedClient admitted = connected(other);
        Socket remote = Peers.accept(server)) {
      fail(failing);
      failure.get(20, TimeUnit.SECONDS);
      assertRelayed(admitted.client, remote);
    }
  }

  @Test
  void newConnectionsGoToTheOtherThreads() throws Exception {
    fail(failing);
    failure.get(20, TimeUnit.SECONDS);
    for (int i = 0; i < 3; i++) {
      RelayedClient admitted = new RelayedClient(relay);
      admitted.pair.connect(List.of(address()), Duration.ofSeconds(10), took -> {}).get();
      assertRelayed(admitted.client, Peers.accept(server));
    }
  }

  @Test
  void theRelayIsNotResponsiveAnyMore() throws Exception {
    assertTrue(relay.isResponsive(Duration.ofSeconds(20)));
    fail(failing);
    failure.get(20, TimeUnit.SECONDS);
    assertFalse(relay.isResponsive(Duration.ofSeconds(20)));
  }

  @Test
  void aThreadThatWasClosedReportsNothing() throws Exception {
    failing.close();
    failing.awaitEnd();
    assertTrue(failing.ended());
    assertFalse(failure.isDone());
  }

  /**
   * Closes its selector, which stands for any error outside a connection. On its own thread: the
   * JDK may never close a channel that another thread registers meanwhile.
   */
  private static void fail(RelayEventLoop loop) throws Exception {
    try (SocketChannel stray = SocketChannel.open();
        RelayedClient session = new RelayedClient(new Relay(List.of(loop)))) {
      Selector selector = loop.register(stray, new NoHandler()).selector();
      loop.execute(session.pair, () -> close(selector));
    }
  }

  private static void close(Selector selector) {
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record NoHandler() implements RelayEventLoop.Handler {
    @Override
    public void ready(int operations) {}

    @Override
    public void failed(Throwable cause) {}
  }

  private RelayedClient connected(RelayEventLoop loop) throws Exception {
    RelayedClient admitted =
        new RelayedClient(
            (channel, listener) -> RelaySession.register(loop, channel, listener, null));
    admitted.pair.connect(List.of(address()), Duration.ofSeconds(10), took -> {}).get();
    return admitted;
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private static void assertRelayed(Socket client, Socket remote) throws Exception {
    client.getOutputStream().write(5);
    assertEquals(5, remote.getInputStream().read());
    client.close();
    remote.close();
  }
}
