package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a client between the kernel's accept and whoever serves it. */
@Timeout(180)
class AcceptorTest {
  private final Events events = new Events();
  private final Threads threads = new Threads();
  private final CompletableFuture<SocketChannel> handed = new CompletableFuture<>();
  private final CompletableFuture<Void> goOn = new CompletableFuture<>();
  private Acceptor acceptor;

  @BeforeEach
  void listen() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    acceptor = new Acceptor(any, Optional.empty(), events, Duration.ofHours(1));
    acceptor.listen();
  }

  @AfterEach
  void end() throws Exception {
    goOn.complete(null);
    acceptor.close();
    threads.close();
    if (handed.isDone()) {
      handed.get().close();
    }
  }

  /** Serves as the tunnel does, up to the point where the test has it stop. */
  private Future<Void> serve(Acceptor.ClientHandler clients) {
    return threads.start(() -> {
      acceptor.run(clients);
      return null;
    });
  }

  private void hold(SocketChannel client) {
    handed.complete(client);
    goOn.join();
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) acceptor.address();
  }

  @Test
  void closingWaitsUntilAClientThatIsHandedOverIsTakenNoteOf() throws Exception {
    Future<Void> serving = serve(this::hold);
    try (Socket client = Peers.connect(address())) {
      assertEquals(client.getLocalSocketAddress(), handed.get().getRemoteAddress());
      CompletableFuture<Thread> closer = new CompletableFuture<>();
      Future<?> closed =
          threads.start(() -> {
            closer.complete(Thread.currentThread());
            acceptor.close();
            return null;
          });
      eventually("a wait", () -> closer.get().getState() == Thread.State.TIMED_WAITING);
      assertFalse(closed.isDone());
      acceptor.clientRegistered();
      closed.get();
      assertFalse(serving.isDone(), "the client is still being served");
      goOn.complete(null);
      serving.get();
    }
  }

  /** A thread that does not come back from accepting must not hold up the end of the process. */
  @Test
  void closingWaitsForTheAcceptingThreadForALimitedTime() throws Exception {
    acceptor.close();
    acceptor =
        new Acceptor(ReservedPort.next(), Optional.empty(), new Events(), Duration.ofMillis(1));
    acceptor.listen();
    serve(this::hold);
    try (Socket client = Peers.connect(address())) {
      assertEquals(client.getLocalSocketAddress(), handed.get().getRemoteAddress());
      acceptor.close();
      goOn.complete(null);
    }
  }

  @Test
  void aPauseClosesThePortAndTheNextRoundOpensTheSameOneAgain() throws Exception {
    InetSocketAddress address = address();
    serve(client -> {
      acceptor.pause();
      hold(client);
    });
    try (Socket client = Peers.connect(address)) {
      assertEquals(client.getLocalSocketAddress(), handed.get().getRemoteAddress());
      assertThrows(ConnectException.class, () -> Peers.connect(address));
      goOn.complete(null);
      events.await(TunnelEvent.Listening.class, 2);
      Peers.connect(address).close();
      assertTrue(handed.get().isOpen(), "the pause is for the port alone");
    }
  }

  @Test
  void whatIsClosedDuringAPauseStaysClosed() throws Exception {
    InetSocketAddress address = address();
    Future<Void> serving =
        serve(client -> {
          acceptor.pause();
          acceptor.clientRegistered();
          hold(client);
        });
    try (Socket client = Peers.connect(address)) {
      assertEquals(client.getLocalSocketAddress(), handed.get().getRemoteAddress());
      acceptor.close();
      goOn.complete(null);
      serving.get();
      acceptor.listen();
      assertEquals(1, events.of(TunnelEvent.Listening.class).size());
      assertThrows(ConnectException.class, () -> Peers.connect(address));
    }
  }

  @Test
  void failuresAreFollowedByLongerAndLongerPausesUntilOneIsServed() throws Exception {
    List<Boolean> fails = List.of(true, true, true, false, true);
    Iterator<Boolean> next = fails.iterator();
    serve(client -> {
      client.close();
      if (next.next()) {
        throw new IOException("for a test");
      }
    });
    for (int i = 0; i < fails.size(); i++) {
      try (Socket client = Peers.connect(address())) {
        assertEquals(-1, client.getInputStream().read());
      }
    }
    assertEquals(
        List.of(5L, 10L, 20L, 5L),
        events.await(TunnelEvent.AcceptBackoff.class, 4).stream()
            .map(paused -> paused.pause().toMillis())
            .toList());
  }
}
