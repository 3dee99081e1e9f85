package io.github.fwknoptunnel.tunnel.relay;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients notice of there being two loops; the threads on which they end tell them apart. */
@Timeout(180)
class LoopBalancingTest {
  private static final RelayConfig TWO_LOOPS =
      new RelayConfig(2, Optional.empty(), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());

  private final List<RelayedClient> admitted = new ArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    relay = Relay.start(TWO_LOOPS, failure -> {});
  }

  @AfterEach
  void stop() throws IOException {
    goOn.countDown();
    for (RelayedClient one : admitted) {
      one.close();
    }
    relay.close();
  }

  private RelayedClient admit() throws IOException {
    return admit(() -> {});
  }

  private RelayedClient admit(Runnable atTheEnd) throws IOException {
    RelayedClient one =
        new RelayedClient((channel, listener) ->
            relay.register(
                channel,
                (ending, totals) -> {
                  threads.add(Thread.currentThread().getName());
                  listener.ended(ending, totals);
                  atTheEnd.run();
                }));
    admitted.add(one);
    return one;
  }

  private static void end(RelayedClient... all) throws Exception {
    for (RelayedClient one : all) {
      Peers.reset(one.client);
      one.ending();
    }
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBurstIsSharedByAllLoopsWhileTheirThreadsAreBusy() throws Exception {
    end(admit(this::await), admit(this::await));
    assertEquals(List.of("relay-1", "relay-2"), threads.stream().sorted().toList());
    threads.clear();
    for (int i = 0; i < 6; i++) {
      admit();
    }
    goOn.countDown();
    for (RelayedClient one : admitted.subList(2, 8)) {
      Peers.reset(one.client);
    }
    eventually("six ends", () -> threads.size() == 6);
    assertEquals(3, threads.stream().filter("relay-1"::equals).count(), threads::toString);
  }

  @Test
  void aLoopWhoseClientsHaveLeftGetsTheNext() throws Exception {
    RelayedClient first = admit();
    RelayedClient second = admit();
    RelayedClient third = admit();
    end(first, third);
    assertEquals(List.of("relay-1", "relay-1"), threads);
    end(admit());
    assertEquals("relay-1", threads.getLast());
    end(second);
    assertEquals("relay-2", threads.getLast());
  }

  /** As a client expects that opens two connections and gives each a role, such as iperf3. */
  @Test
  void theServerSeesConnectionsInTheirOrderThoughALoopIsBusy() throws Exception {
    RelayedClient busy = admit(this::await);
    RelayedClient second = admit();
    RelayedClient first = admit();
    end(busy);
    try (ServerSocket server = Peers.server()) {
      var late = connect(first, server);
      connect(second, server).get();
      goOn.countDown();
      late.get();
      try (Socket earlier = Peers.accept(server);
          Socket later = Peers.accept(server)) {
        assertReaches(first, earlier);
        assertReaches(second, later);
      }
    }
  }

  private static CompletableFuture<Connected> connect(RelayedClient from, ServerSocket server) {
    var address = (InetSocketAddress) server.getLocalSocketAddress();
    return from.pair.connect(List.of(address), Duration.ofSeconds(10), took -> {});
  }

  private static void assertReaches(RelayedClient from, Socket remote) throws IOException {
    from.client.getOutputStream().write(42);
    assertEquals(42, remote.getInputStream().read());
  }
}
