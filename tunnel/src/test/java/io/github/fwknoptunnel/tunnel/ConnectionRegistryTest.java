package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.fwknoptunnel.tunnel.testing.Events;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of the limit, and when. */
@Timeout(60)
class ConnectionRegistryTest {
  private final Events events = new Events();
  private final ConnectionRegistry connections = new ConnectionRegistry(2, events);
  private final TunnelConnection first = connection(1);
  private final TunnelConnection second = connection(2);

  private TunnelConnection connection(long number) {
    return new TunnelConnection(
        number, new Targets.One(new FakeUpstreams()), events, connections::remove);
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

  private void assertTold(int full, int noLonger) {
    assertEquals(full, events.of(TunnelEvent.ConnectionLimitReached.class).size());
    assertEquals(noLonger, events.of(TunnelEvent.ConnectionLimitCleared.class).size());
  }

  @Test
  void eachTimeThatItIsFullIsToldOnceAndSoIsItsEnd() throws Exception {
    connections.add(second);
    for (int round = 1; round <= 2; round++) {
      connections.add(first);
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
    connections.add(first);
    connections.add(second);
    connections.shutdown();
    FutureTask<Void> waiting = waiter();
    assertFalse(waiting.isDone());
    connections.remove(first);
    waiting.get();
    assertTold(0, 0);
  }
}
