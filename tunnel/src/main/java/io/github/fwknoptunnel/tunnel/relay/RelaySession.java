package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client and, once connected, its target. Public methods may be called from any thread; the rest
 * runs on the session's loop.
 */
public final class RelaySession {
  private final RelayEventLoop loop;
  private final SocketChannel clientChannel;
  private final RelayListener listener;

  /** Null where the client need not speak first. */
  private final @Nullable HandshakePhase handshake;

  private final InactivityTimer inactivity = new InactivityTimer();
  private volatile @Nullable SessionState state;
  private @Nullable ConnectAttempt connecting;
  private @Nullable Runnable onPrematureClose;
  private boolean over;

  private RelaySession(
      RelayEventLoop loop,
      SocketChannel client,
      RelayListener listener,
      @Nullable HandshakePhase handshake) {
    this.loop = loop;
    this.clientChannel = client;
    this.listener = listener;
    this.handshake = handshake;
  }

  static RelaySession register(
      RelayEventLoop loop,
      SocketChannel client,
      RelayListener listener,
      @Nullable HandshakePhase handshake) {
    RelaySession session = new RelaySession(loop, client, listener, handshake);
    loop.execute(session, session::begin);
    return session;
  }

  /**
   * Relays to {@code remote}, which belongs to the session from here on, also when the client has
   * left meanwhile.
   */
  public void attach(SocketChannel remote) {
    loop.execute(this, () -> attachNow(remote));
  }

  /**
   * Connects to the first of {@code addresses} that takes the connection, and relays to it. Calls
   * from one thread reach the first address in their order.
   *
   * @param addresses resolved ones
   * @param timeout for all of them together
   * @param connected is told on the loop's thread, before any byte is relayed
   * @return completes on the loop's thread, with the same or with a {@link
   *     java.net.SocketTimeoutException} for silence, a {@link java.net.ConnectException} for a
   *     refusal, another {@link IOException}; is cancelled when the client has left
   */
  public CompletableFuture<Connected> connect(
      List<InetSocketAddress> addresses, Duration timeout, Consumer<Connected> connected) {
    ConnectAttempt attempt = new ConnectAttempt(loop, addresses, timeout, this::attachNow);
    var unused = attempt.result().thenAccept(connected);
    attempt.initiate();
    loop.execute(this, () -> connectNow(attempt));
    return attempt.result();
  }

  /**
   * Has {@code again} called, on the loop's thread and at most once, where the target's connection
   * ends within a second and no byte has passed either way: what accepted it may not have been the
   * server. The client does not notice; the session then waits for another connection.
   */
  public void onPrematureClose(Runnable again) {
    loop.execute(this, () -> onPrematureClose = again);
  }

  /**
   * Has {@code reply} written to the client when the target's connection is attached, before
   * anything that comes from there. Only for a session with a handshake.
   */
  public void greetWith(ByteBuffer reply) {
    loop.execute(this, () -> handshakePhase().greetWith(reply));
  }

  /**
   * Ends the connection in place of relaying: the client reads {@code reply} and the end of its
   * stream. Only for a session with a handshake. A client that was greeted already is reset.
   */
  public void refuse(ByteBuffer reply) {
    loop.execute(this, () -> refuseNow(reply));
  }

  /** What has been relayed so far; the end of the session changes nothing about it. */
  public ByteCounts bytes() {
    SessionState current = state;
    return current == null ? ByteCounts.NONE : current.bytes();
  }

  /** Ends the connection with a reset, unless it is over already. */
  public void abort() {
    loop.execute(this, this::abortNow);
  }

  private HandshakePhase handshakePhase() {
    return Objects.requireNonNull(handshake, "there is no handshake");
  }

  private void refuseNow(ByteBuffer reply) {
    SessionState current = state;
    if (over) {
      return;
    }
    if (current == null || current.attached() || handshakePhase().hasGreeted()) {
      abortNow();
    } else {
      handshakePhase().refuse(current, reply);
      evaluate();
    }
  }

  private void begin() {
    loop.add(this);
    try {
      state = new SessionState(loop, endpoint(clientChannel));
      evaluate();
    } catch (IOException e) {
      end(CloseReason.INTERNAL_ERROR);
    }
  }

  private void attachNow(SocketChannel remote) {
    SessionState current = state;
    if (over || current == null) {
      Endpoint.reset(remote);
      return;
    }
    try {
      ByteBuffer greeting = handshake == null ? null : handshake.takeGreeting();
      current.attach(endpoint(remote), onPrematureClose != null, greeting);
      evaluate();
    } catch (IOException e) {
      Endpoint.reset(remote);
      end(CloseReason.INTERNAL_ERROR);
    }
  }

  private void connectNow(ConnectAttempt attempt) {
    if (over) {
      attempt.cancel();
      return;
    }
    connecting = attempt;
    attempt.start();
    loop.keepTicking(this);
  }

  private Endpoint endpoint(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new Endpoint(this, loop, channel);
  }

  void ready(Endpoint endpoint, boolean readable, boolean writable) {
    SessionState current = state;
    if (!over && current != null) {
      current.pump(endpoint, readable, writable);
      evaluate();
    }
  }

  void failed() {
    end(CloseReason.INTERNAL_ERROR);
  }

  void abortNow() {
    end(CloseReason.ABORTED);
  }

  /** Finishes the session if it is over, else sets the interest ops. */
  void evaluate() {
    SessionState current = state;
    if (over || current == null) {
      return;
    }
    reconnect(current);
    CloseReason reason = handshake == null ? null : handshake.advance(current);
    reason = reason == null ? current.reason() : reason;
    if (reason != null) {
      end(reason);
      return;
    }
    current.watch();
    if (current.needsTicks()) {
      loop.keepTicking(this);
    }
  }

  private void reconnect(SessionState current) {
    Runnable again = onPrematureClose;
    if (current.closedPrematurely() && again != null) {
      onPrematureClose = null;
      current.detach();
      again.run();
    }
  }

  /**
   * Waits for what no selector reports: a deadline, an empty send queue, free memory. False when
   * there is nothing.
   */
  boolean tick() {
    SessionState current = state;
    if (over || current == null) {
      return false;
    }
    boolean dialling = connecting != null && connecting.poll();
    if (current.needsTicks()) {
      current.pumpAll();
      evaluate();
    }
    return dialling || (!over && current.needsTicks());
  }

  /** Checks the timeouts. True if the selector should check for resets, once. */
  boolean checkTimeouts(long now) {
    SessionState current = state;
    if (over || current == null) {
      return false;
    }
    loop.config().keepAlive().ifPresent(current::keepAlive);
    if (current.attached()) {
      endIfIdle(current, now);
    } else if (handshake != null && handshake.expire(current, now)) {
      end(CloseReason.ABORTED);
    }
    return !over && current.armResetProbes();
  }

  private void endIfIdle(SessionState current, long now) {
    Duration still = inactivity.of(current.moved(), now);
    boolean idle =
        loop.config().idleTimeout().filter(limit -> still.compareTo(limit) > 0).isPresent();
    boolean left = current.halfClosed() && still.compareTo(loop.config().halfCloseTimeout()) > 0;
    if (idle || left) {
      end(CloseReason.IDLE_TIMEOUT);
    }
  }

  private void end(CloseReason reason) {
    if (over) {
      return;
    }
    over = true;
    loop.remove(this);
    if (connecting != null) {
      connecting.cancel();
    }
    SessionState current = state;
    ByteCounts totals = ByteCounts.NONE;
    if (current == null) {
      Channels.discard(clientChannel);
    } else {
      totals = current.bytes();
      current.close(isOrderly(reason));
    }
    listener.ended(reason, totals);
  }

  private boolean isOrderly(CloseReason reason) {
    return switch (reason) {
      case CLIENT_CLOSED, REMOTE_CLOSED -> true;
      case ABORTED -> handshake != null && handshake.hasRefused();
      case CLIENT_RESET, REMOTE_RESET, IDLE_TIMEOUT, INTERNAL_ERROR -> false;
    };
  }
}
