package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two endpoints of a session and a pump for each direction; decides how the session ends.
 *
 * <p>An end of stream is passed on alone; the other direction continues. A reset is passed on as a
 * reset, after the bytes that its sender had sent before: closing at once would discard the send
 * queue (docs/ARCHITECTURE.md, Resets).
 */
final class SessionState {
  /**
   * A peer that takes nothing for so long will not get the rest. Longer than three retransmissions
   * or window probes in a row, which the kernel sends after 0.2, 0.6, 1.4 and 3 s.
   */
  private static final Duration STALLED = Duration.ofSeconds(4);

  /** Who ends so soon and without a byte may not be the server. */
  private static final Duration PREMATURE_CLOSE_WINDOW = Duration.ofSeconds(1);

  private final RelayEventLoop loop;
  private final Endpoint client;
  private final Pump up;
  private final InactivityTimer draining = new InactivityTimer();
  private @Nullable Endpoint remote;
  private volatile @Nullable Pump down;
  private boolean remoteEndedFirst;
  private boolean mayClosePrematurely;
  private boolean premature;
  private long attachedAt;
  private boolean allWritten;
  private long writtenAt;

  SessionState(RelayEventLoop loop, Endpoint client) {
    this.loop = loop;
    this.client = client;
    this.up = new Pump(loop.buffers(), loop.pipes(), client);
  }

  /**
   * Adds the target's connection.
   *
   * @param greeting what the client gets before the first byte from there; null for nothing
   */
  void attach(Endpoint endpoint, boolean mayClosePrematurely, @Nullable ByteBuffer greeting) {
    this.mayClosePrematurely = mayClosePrematurely;
    attachedAt = System.nanoTime();
    remote = endpoint;
    down = new Pump(loop.buffers(), loop.pipes(), endpoint);
    down.attach(client);
    up.attach(endpoint);
    if (greeting != null) {
      down.prepend(greeting);
      pumpDownstream();
    }
    up.pump();
  }

  /** Shows what the client has sent so far; what {@code reader} takes of it is not relayed. */
  void takeReadAhead(Consumer<ByteBuffer> reader) {
    up.takeReadAhead(reader);
  }

  /** Drops what the client has sent so far. */
  void discardReadAhead() {
    up.release();
  }

  /** The client sends nothing more. */
  boolean clientEnded() {
    return up.sourceEnded();
  }

  /** Writes to the client before the target is connected: a few bytes, for which there is room. */
  void answer(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  /** Tells the client that nothing more comes. */
  void endAnswer() {
    client.shutdownOutput();
  }

  /** Back to the state before the target was connected. */
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
    premature = false;
  }

  boolean attached() {
    return remote != null;
  }

  void pump(Endpoint endpoint, boolean readable, boolean writable) {
    boolean isClient = endpoint == client;
    if (isClient ? readable : writable) {
      up.pump();
    }
    if (isClient ? writable : readable) {
      pumpDownstream();
    }
  }

  void pumpAll() {
    up.pump();
    pumpDownstream();
  }

  private void pumpDownstream() {
    Pump back = down;
    if (back == null) {
      return;
    }
    back.pumpBytes();
    premature |= mayClosePrematurely && back.sourceEnded() && noByteEitherWay(back) && soon();
    if (!premature) {
      back.pumpEnd();
      remoteEndedFirst |= back.sourceEnded() && !up.sourceEnded();
    }
  }

  private boolean noByteEitherWay(Pump back) {
    return back.bytes() == 0 && up.bytes() == 0 && !up.sourceEnded() && !client.isReset();
  }

  private boolean soon() {
    return System.nanoTime() - attachedAt < PREMATURE_CLOSE_WINDOW.toNanos();
  }

  /** The target closed at once, and the client does not know yet. */
  boolean closedPrematurely() {
    return premature;
  }

  /** What the selector should wake this session for. */
  void watch() {
    client.watch(up.readsWhenReady(), down != null && down.wantsToWrite());
    if (remote != null && down != null) {
      remote.watch(down.readsWhenReady(), up.wantsToWrite());
    }
  }

  /** Not from the start: eight calls of the system are much for a connection of a moment. */
  void keepAlive(KeepAliveConfig keepAlive) {
    client.keepAlive(keepAlive);
    if (remote != null) {
      remote.keepAlive(keepAlive);
    }
  }

  /** Selects for resets where nothing is read; false where that is not needed. */
  boolean armResetProbes() {
    boolean armed = client.armResetProbe();
    return (remote != null && remote.armResetProbe()) || armed;
  }

  boolean needsTicks() {
    return aborted() || up.memoryLimited() || (down != null && down.memoryLimited());
  }

  private boolean aborted() {
    return client.isReset() || (remote != null && remote.isReset());
  }

  boolean halfClosed() {
    return up.sourceEnded() || (down != null && down.sourceEnded());
  }

  /** How this session has ended, or null while it goes on. */
  @Nullable CloseReason reason() {
    Endpoint far = remote;
    Pump back = down;
    if (far == null || back == null) {
      return client.isReset() ? CloseReason.CLIENT_RESET : null;
    }
    if (client.isReset()) {
      return far.isReset() || delivered(up, far) ? CloseReason.CLIENT_RESET : null;
    }
    if (far.isReset()) {
      return delivered(back, client) ? CloseReason.REMOTE_RESET : null;
    }
    if (up.finished() && back.finished()) {
      return remoteEndedFirst ? CloseReason.REMOTE_CLOSED : CloseReason.CLIENT_CLOSED;
    }
    return null;
  }

  /** Whether the peer of {@code to} has all that came before the reset, or takes no more of it. */
  private boolean delivered(Pump pump, Endpoint to) {
    boolean written = pump.sourceEnded() && pump.pendingBytes() == 0;
    if (written && pump.bytes() == 0) {
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
    long taken = pump.delivered() - unsent;
    return draining.of(taken, System.nanoTime()).compareTo(STALLED) > 0;
  }

  /** May be called by any thread. */
  ByteCounts bytes() {
    Pump back = down;
    return new ByteCounts(up.bytes(), back == null ? 0 : back.bytes());
  }

  /** A number that changes whenever bytes move. */
  long moved() {
    return up.delivered() + (down == null ? 0 : down.delivered());
  }

  /** Closes both sides, with resets unless {@code orderly}. */
  void close(boolean orderly) {
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
