package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole path: a client, a knock, a port that opens for it, and bytes. */
@Timeout(180)
class KnockingTunnelTest {
  private static final Optional<Duration> SHARED = Optional.of(Duration.ofHours(1));
  private static final Optional<Duration> EACH = Optional.empty();

  private final Events events = new Events();
  private SilentPort port;

  @BeforeEach
  void shutThePort() throws IOException {
    port = new SilentPort();
  }

  @AfterEach
  void closeThePort() throws IOException {
    port.close();
  }

  /** Only the knock itself, once for each opening. */
  @FunctionalInterface
  private interface OneKnock extends Knocker {
    @Override
    default int maxKnocks() {
      return 1;
    }
  }

  private KnockResult openThePort(KnockTarget target) {
    try {
      port.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KnockResult.CommandSucceeded("open " + target.port());
  }

  private Tunnel open(OneKnock knock, Optional<Duration> sharedFor) throws IOException {
    TunnelConfig config =
        TunnelConfig.builder("127.0.0.1", port.address().getPort())
            .knock(new TunnelConfig.KnockConfig(knock, Duration.ZERO, sharedFor))
            .build();
    return Tunnel.open(config, events);
  }

  private void assertPasses(Tunnel tunnel) throws Exception {
    int connected = events.of(TunnelEvent.Connected.class).size();
    int closed = events.of(TunnelEvent.Closed.class).size();
    try (Socket client = Peers.connect(tunnel.address())) {
      // Not sooner: a port that is shut has connections of its own in its queue.
      events.await(TunnelEvent.Connected.class, connected + 1);
      try (Socket server = port.accept()) {
        client.getOutputStream().write(5);
        assertEquals(5, server.getInputStream().read());
        server.getOutputStream().write(6);
        assertEquals(6, client.getInputStream().read());
      }
    }
    events.await(TunnelEvent.Closed.class, closed + 1);
  }

  private List<String> kinds() {
    return events.of(TunnelEvent.class).stream().map(e -> e.getClass().getSimpleName()).toList();
  }

  @Test
  void aKnockOpensThePortAndBytesFlow() throws Exception {
    try (Tunnel tunnel = open(this::openThePort, SHARED)) {
      assertPasses(tunnel);
      TunnelEvent.Closed closed = events.await(TunnelEvent.Closed.class);
      assertEquals(
          List.of("Listening", "Accepted", "KnockSent", "PortOpened", "Connected", "Closed"),
          kinds());
      assertTrue(closed.timeToConnect().orElseThrow().compareTo(closed.duration()) <= 0);
      assertEquals(1, events.of(TunnelEvent.PortOpened.class).getFirst().knocks());
    }
  }

  @Test
  void theNextConnectionTrustsThePort() throws Exception {
    try (Tunnel tunnel = open(this::openThePort, SHARED)) {
      assertPasses(tunnel);
      assertPasses(tunnel);
      assertEquals(1, events.of(TunnelEvent.KnockSent.class).size());
    }
  }

  @Test
  void aTrustedPortThatHasShutIsKnockedAtAgain() throws Exception {
    try (Tunnel tunnel = open(this::openThePort, SHARED)) {
      assertPasses(tunnel);
      port.shut();
      assertPasses(tunnel);
      assertEquals(2, events.of(TunnelEvent.KnockSent.class).size());
      assertEquals(
          List.of(new TunnelEvent.AccessExpired(2)), events.of(TunnelEvent.AccessExpired.class));
    }
  }

  @Test
  void withAKnockForEachNoPortIsTrusted() throws Exception {
    try (Tunnel tunnel = open(this::openThePort, EACH)) {
      assertPasses(tunnel);
      assertPasses(tunnel);
      assertEquals(2, events.of(TunnelEvent.KnockSent.class).size());
    }
  }

  @Test
  void aKnockThatFailsResetsTheClientAndTheNextIsServed() throws Exception {
    ConnectFailure failure = new ConnectFailure.CommandFailed("knock", 3);
    OneKnock failsOnce =
        target -> {
          if (target.connection() == 1) {
            throw new ConnectFailedException(failure);
          }
          return openThePort(target);
        };
    try (Tunnel tunnel = open(failsOnce, EACH)) {
      assertTrue(Peers.connectEndsWithReset(tunnel.address()));
      assertEquals(failure, events.await(TunnelEvent.ConnectFailed.class).failure());
      assertPasses(tunnel);
    }
  }

  @Test
  void closingTheTunnelInterruptsAKnock() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    OneKnock slow =
        target -> {
          events.onEvent(new TunnelEvent.KnockSent(0, new KnockResult.CommandSucceeded("begun")));
          try {
            never.await();
          } finally {
            interrupted.countDown();
          }
          throw new AssertionError("it waits for ever");
        };
    Tunnel tunnel = open(slow, SHARED);
    try (Socket client = Peers.connect(tunnel.address())) {
      events.await(TunnelEvent.KnockSent.class);
      tunnel.close();
      assertTrue(Peers.endsWithReset(client));
      interrupted.await();
    }
  }
}
