package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.Events;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of the limit, and when. */
@Timeout(180)
class ConnectionRegistryTest {
  private final Events events = new Events();
  private final ConnectionRegistry connections = new ConnectionRegistry(2, events);
  private final TunnelConnection first = connection(1);
  private final TunnelConnection second = connection(2);

  private TunnelConnection connection(long number) {
    return new TunnelConnection(
        number,
        new Targets.One(new TunnelConfig.HostAndPort("target.test", 22), new FakeUpstreams()),
        events,
        connections::remove);
  }

  /** Comes back when somebody waits for room. */
  private FutureTask<Void> waiter() throws Exception {
    FutureTask<Void> waiting =
        new FutureTask<>(() -> {
          connections.awaitCapacity();
          return null;
        });
    Thread thread = Thread.ofPlatform().start(waiting);
    eventually("a wait", () -> thread.getState() == Thread.State.WAITING);
    return waiting;
  }

  private CompletableFuture<Boolean> admit(TunnelConnection connection) {
    connections.add(connection);
    return connections.admit(connection);
  }

  @Test
  void clientsThatAreJudgedLeaveTheirPlacesToOthers() throws Exception {
    for (int number = 1; number < ConnectionRegistry.MAX_PENDING; number++) {
      connections.add(connection(number));
    }
    assertFalse(connections.awaitCapacity());
    connections.add(first);
    FutureTask<Void> waiting = waiter();
    assertTrue(connections.admit(first).get());
    connections.remove(first);
    waiting.get();
    assertTold(0, 0);
  }

  @Test
  void admittedClientsThatFindNoPlaceWaitInTheirOrder() throws Exception {
    admit(first);
    admit(second);
    CompletableFuture<Boolean> third = admit(connection(3));
    CompletableFuture<Boolean> fourth = admit(connection(4));
    assertFalse(third.isDone());
    connections.remove(second);
    assertTrue(third.get());
    assertFalse(fourth.isDone());
    connections.shutdown();
    assertFalse(fourth.get());
  }

  private void assertTold(int full, int noLonger) {
    assertEquals(full, events.of(TunnelEvent.ConnectionLimitReached.class).size());
    assertEquals(noLonger, events.of(TunnelEvent.ConnectionLimitCleared.class).size());
  }

  @Test
  void eachTimeThatItIsFullIsToldOnceAndSoIsItsEnd() throws Exception {
    admit(second);
    for (int round = 1; round <= 2; round++) {
      admit(first);
      FutureTask<Void> waiting = waiter();
      assertTold(round, round - 1);
      connections.remove(first);
      waiting.get();
      assertTold(round, round);
    }
    connections.remove(second);
    assertTold(2, 2);
  }

  @Test
  void whoeverStopsHearsNothingOfTheLimit() throws Exception {
    admit(first);
    admit(second);
    connections.shutdown();
    FutureTask<Void> waiting = waiter();
    assertFalse(waiting.isDone());
    connections.remove(first);
    waiting.get();
    assertTold(0, 0);
  }
}
