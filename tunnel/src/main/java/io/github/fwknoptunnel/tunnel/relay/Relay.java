package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.RelayConfig;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Relays any number of connections on a few threads. Thread-safe.
 *
 * <p>An idle connection costs two selector registrations and no buffer. {@code docs/benchmarks} has
 * the measurements that led to event loops.
 */
public final class Relay implements AutoCloseable {
  private final List<RelayEventLoop> loops;

  Relay(List<RelayEventLoop> loops) {
    this.loops = List.copyOf(loops);
  }

  /**
   * Starts the loops, named {@code relay-1} and on.
   *
   * @param whenBroken called where a loop fails for good, on its thread and after its connections
   *     were reset; the others go on
   */
  public static Relay start(RelayConfig policy, Consumer<Throwable> whenBroken) throws IOException {
    BufferBudget budget = BufferBudget.halfOfDirectMemory();
    List<RelayEventLoop> loops = new ArrayList<>();
    try {
      for (int i = 1; i <= policy.threads(); i++) {
        loops.add(RelayEventLoop.start("relay-" + i, policy, budget, whenBroken));
      }
    } catch (IOException e) {
      loops.forEach(RelayEventLoop::close);
      throw e;
    }
    return new Relay(loops);
  }

  /**
   * Takes over an accepted client. From now on the client is watched: its first bytes are read
   * ahead, and its reset is reported, while the target is still being connected.
   *
   * <p>The channel belongs to the relay from here on, which closes it in the end, whatever happens.
   */
  public RelaySession register(SocketChannel client, RelayListener listener) {
    return RelaySession.register(leastLoaded(), client, listener, null);
  }

  /**
   * The same for a client that speaks first: until {@code handshake} is over, what it sends goes
   * there, and what it sends after that is payload.
   */
  public RelaySession register(SocketChannel client, RelayListener listener, Handshake handshake) {
    return RelaySession.register(leastLoaded(), client, listener, new HandshakePhase(handshake));
  }

  /** Counted at once: a burst is over before the loop itself sees the first of it. */
  private synchronized RelayEventLoop leastLoaded() {
    RelayEventLoop least = loops.getFirst();
    for (RelayEventLoop loop : loops) {
      boolean better = loop.load() < least.load() || least.ended();
      if (better && !loop.ended()) {
        least = loop;
      }
    }
    least.reserve();
    return least;
  }

  /**
   * Whether every thread of the relay takes work: false if one has died, or is busy or blocked for
   * as long as {@code timeout}, for which this blocks at most.
   */
  public boolean isResponsive(Duration timeout) throws InterruptedException {
    long begun = System.nanoTime();
    for (CompletableFuture<Boolean> answer : loops.stream().map(RelayEventLoop::answer).toList()) {
      try {
        long left = timeout.toNanos() - (System.nanoTime() - begun);
        if (!answer.get(left, TimeUnit.NANOSECONDS)) {
          return false;
        }
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new AssertionError("an answer never fails", e);
      }
    }
    return true;
  }

  /**
   * Aborts every connection and ends the threads; all listeners have been called when it returns.
   */
  @Override
  public void close() {
    loops.forEach(RelayEventLoop::close);
    try {
      for (RelayEventLoop loop : loops) {
        loop.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
