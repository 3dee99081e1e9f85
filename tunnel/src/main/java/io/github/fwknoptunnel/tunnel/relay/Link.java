package io.github.fwknoptunnel.tunnel.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a pair and the flow each way; knows how they end.
 *
 * <p>An end of stream passes through on its own, the other direction goes on. A reset passes
 * through as a reset, after what its sender had sent before: closing at once would throw away the
 * send queue (docs/ARCHITECTURE.md, Resets).
 */
final class Link {
  /** A peer that takes nothing for so long will not get the rest. */
  private static final Duration STALLED = Duration.ofSeconds(1);

  private final RelayLoop loop;
  private final Side client;
  private final Flow up;
  private final Stillness draining = new Stillness();
  private @Nullable Side remote;
  private @Nullable Flow down;
  private boolean remoteEndedFirst;

  Link(RelayLoop loop, Side client) {
    this.loop = loop;
    this.client = client;
    this.up = new Flow(loop.buffers(), client);
  }

  void attach(Side side) {
    remote = side;
    down = new Flow(loop.buffers(), side);
    down.attach(client);
    up.attach(side);
    up.move();
  }

  boolean attached() {
    return remote != null;
  }

  void move(Side side, boolean readable, boolean writable) {
    boolean isClient = side == client;
    if (isClient ? readable : writable) {
      up.move();
    }
    if (isClient ? writable : readable) {
      moveDown();
    }
  }

  void moveAll() {
    up.move();
    moveDown();
  }

  private void moveDown() {
    if (down != null) {
      down.move();
      remoteEndedFirst |= down.sourceEnded() && !up.sourceEnded();
    }
  }

  /** What the selector should wake this pair for. */
  void watch() {
    client.watch(up.readsWhenReady(), down != null && down.wantsToWrite());
    if (remote != null && down != null) {
      remote.watch(down.readsWhenReady(), up.wantsToWrite());
    }
  }

  boolean needsTicks() {
    return aborted() || up.starved() || (down != null && down.starved());
  }

  private boolean aborted() {
    return client.aborted() || (remote != null && remote.aborted());
  }

  boolean halfClosed() {
    return up.sourceEnded() || (down != null && down.sourceEnded());
  }

  /** How this pair has ended, or null while it goes on. */
  @Nullable Ending ending() {
    Side far = remote;
    Flow back = down;
    if (far == null || back == null) {
      return client.aborted() ? Ending.CLIENT_RESET : null;
    }
    if (client.aborted()) {
      return far.aborted() || delivered(up, far) ? Ending.CLIENT_RESET : null;
    }
    if (far.aborted()) {
      return delivered(back, client) ? Ending.REMOTE_RESET : null;
    }
    if (up.done() && back.done()) {
      return remoteEndedFirst ? Ending.REMOTE_ENDED : Ending.CLIENT_ENDED;
    }
    return null;
  }

  /** Whether the peer of {@code to} has all that came before the reset, or takes no more of it. */
  private boolean delivered(Flow flow, Side to) {
    long unsent = loop.sendQueues().bytes(to.channel());
    if (flow.sourceEnded() && flow.keptBytes() == 0 && unsent == 0) {
      return true;
    }
    long taken = flow.passedOn() - unsent;
    return draining.of(taken, System.nanoTime()).compareTo(STALLED) > 0;
  }

  RelayTotals totals() {
    return new RelayTotals(up.bytes(), down == null ? 0 : down.bytes());
  }

  /** A number that changes whenever bytes move. */
  long moved() {
    return up.passedOn() + (down == null ? 0 : down.passedOn());
  }

  void close(Ending ending) {
    boolean orderly =
        switch (ending) {
          case CLIENT_ENDED, REMOTE_ENDED -> true;
          case CLIENT_RESET, REMOTE_RESET, IDLE, CUT, FAILED -> false;
        };
    client.close(orderly);
    up.release();
    if (remote != null) {
      remote.close(orderly);
    }
    if (down != null) {
      down.release();
    }
  }
}
