package io.github.fwknoptunnel.tunnel.relay;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static io.github.fwknoptunnel.tunnel.testing.Eventually.standstill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that do not read cost a bounded amount of memory, and no byte. */
@Timeout(180)
class BufferBudgetTest {
  private static final int BUDGET = 64 * 1024;
  private static final int PAIRS = 6;
  private static final RandomData DATA = new RandomData(9, 8 * 1024 * 1024);

  private final BufferBudget budget = new BufferBudget(BUDGET);
  private final List<Socket> clients = new ArrayList<>();
  private final List<Socket> remotes = new ArrayList<>();

  @Test
  void readersThatStallTogetherHoldNoMoreThanTheBudgetAndLoseNothing() throws Exception {
    RelayConfig policy =
        new RelayConfig(
            1, Optional.empty(), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());
    try (RelayEventLoop loop = RelayEventLoop.start("relay-budget", policy, budget, failure -> {});
        ServerSocket server = Peers.server(4096);
        Threads threads = new Threads()) {
      for (int i = 0; i < PAIRS; i++) {
        open(loop, server);
      }
      List<Future<Void>> writers = new ArrayList<>();
      for (Socket client : clients) {
        writers.add(threads.start(DATA.writing(client.getOutputStream(), () -> 50_000)));
      }
      long free = standstill(budget::free, BUDGET);
      assertTrue(free < BUDGET, "nothing is held for the readers");
      // The last read of all may be rounded up to twice its size, never more.
      assertTrue(free > -BUDGET, () -> "free: " + free);
      readEverything(threads);
      for (Future<Void> writer : writers) {
        writer.get();
      }
      eventually("all of it back", () -> budget.free() == BUDGET);
    }
  }

  /** Peers that do not read must not stop the others. */
  @Test
  void aConnectionWhosePeersReadIsServedWhileTheBudgetIsUsedUp() throws Exception {
    RelayConfig policy =
        new RelayConfig(
            1, Optional.empty(), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());
    for (int used : new int[] {BUDGET, 2 * BUDGET}) {
      BufferBudget usedUp = new BufferBudget(BUDGET);
      usedUp.reserve(used);
      try (RelayEventLoop loop =
              RelayEventLoop.start("relay-budget", policy, usedUp, failure -> {});
          ServerSocket server = Peers.server()) {
        open(loop, server);
        Socket client = clients.removeLast();
        Socket remote = remotes.removeLast();
        try (Threads threads = new Threads()) {
          Future<Void> writer = threads.start(DATA.writing(client.getOutputStream(), () -> 50_000));
          Future<Void> end =
              threads.start(() -> {
                writer.get();
                client.shutdownOutput();
                return null;
              });
          assertEquals(DATA.sha256(), threads.start(DATA.reading(remote.getInputStream())).get());
          end.get();
        }
      }
    }
  }

  private void open(RelayEventLoop loop, ServerSocket server) throws Exception {
    RelayedClient admitted =
        new RelayedClient(
            (channel, listener) -> RelaySession.register(loop, channel, listener, null));
    InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
    admitted.pair.connect(List.of(target), Duration.ofSeconds(10), took -> {}).get();
    clients.add(admitted.client);
    remotes.add(Peers.accept(server));
  }

  private void readEverything(Threads threads) throws Exception {
    List<Future<String>> readers = new ArrayList<>();
    for (Socket remote : remotes) {
      readers.add(threads.start(DATA.reading(remote.getInputStream())));
    }
    for (Future<String> reader : readers) {
      assertEquals(DATA.sha256(), reader.get());
    }
  }
}
