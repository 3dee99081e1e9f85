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

  /** Who ends so soon and without a byte may not be the server. */
  private static final Duration TRIAL = Duration.ofSeconds(1);

  private final RelayLoop loop;
  private final Side client;
  private final Flow up;
  private final Stillness draining = new Stillness();
  private @Nullable Side remote;
  private @Nullable Flow down;
  private boolean remoteEndedFirst;
  private boolean onTrial;
  private boolean hollow;
  private long attachedAt;
  private boolean allWritten;
  private long writtenAt;

  Link(RelayLoop loop, Side client) {
    this.loop = loop;
    this.client = client;
    this.up = new Flow(loop.buffers(), loop.pipes(), client);
  }

  void attach(Side side, boolean onTrial) {
    this.onTrial = onTrial;
    attachedAt = System.nanoTime();
    remote = side;
    down = new Flow(loop.buffers(), loop.pipes(), side);
    down.attach(client);
    up.attach(side);
    up.move();
  }

  /** Back to where there was no remote side. */
  void detach() {
    if (remote != null) {
      remote.close(true);
    }
    if (down != null) {
      down.release();
    }
    up.detach();
    remote = null;
    down = null;
    hollow = false;
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
    Flow back = down;
    if (back == null) {
      return;
    }
    back.moveBytes();
    hollow |= onTrial && back.sourceEnded() && noByteEitherWay(back) && soon();
    if (!hollow) {
      back.moveEnd();
      remoteEndedFirst |= back.sourceEnded() && !up.sourceEnded();
    }
  }

  private boolean noByteEitherWay(Flow back) {
    return back.bytes() == 0 && up.bytes() == 0 && !up.sourceEnded() && !client.aborted();
  }

  private boolean soon() {
    return System.nanoTime() - attachedAt < TRIAL.toNanos();
  }

  /** The remote side was on trial and has ended at once; the client does not know yet. */
  boolean hollow() {
    return hollow;
  }

  /** What the selector should wake this pair for. */
  void watch() {
    client.watch(up.readsWhenReady(), down != null && down.wantsToWrite());
    if (remote != null && down != null) {
      remote.watch(down.readsWhenReady(), up.wantsToWrite());
    }
  }

  /** Not from the start: eight calls of the system are much for a connection of a moment. */
  void keepAlive(KeepAlive keepAlive) {
    client.keepAlive(keepAlive);
    if (remote != null) {
      remote.keepAlive(keepAlive);
    }
  }

  /** Has the selector look for resets where nothing is read; false where that is not needed. */
  boolean lookForResets() {
    boolean looks = client.lookForReset();
    return (remote != null && remote.lookForReset()) || looks;
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
    boolean written = flow.sourceEnded() && flow.keptBytes() == 0;
    if (written && flow.bytes() == 0) {
      return true;
    }
    if (written && !allWritten) {
      allWritten = true;
      writtenAt = System.nanoTime();
    }
    // Until then the queue only shows whether bytes still move.
    long unsent = loop.sendQueues().bytes(to.channel(), written ? writtenAt : attachedAt);
    if (written && unsent == 0) {
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
