package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.access.ConnectFailures;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import io.github.fwknoptunnel.tunnel.relay.RelaySession;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One accepted client, from knock to last byte: the tunnel path. {@link #begin} reads as the path
 * does; most of it happens later, on the upstream's and the relay's threads, and nothing in it
 * blocks.
 */
final class TunnelConnection {
  private static final System.Logger LOG = System.getLogger(TunnelConnection.class.getName());

  private final long number;
  private final Upstreams upstreams;
  private final TunnelListener listener;
  private final Consumer<TunnelConnection> onClosed;
  private final long acceptedAt = System.nanoTime();
  private final CompletableFuture<RelaySession> registered = new CompletableFuture<>();
  private final CompletableFuture<Void> clientGone = new CompletableFuture<>();
  private volatile Optional<Duration> connectedAfter = Optional.empty();

  TunnelConnection(
      long number,
      Upstreams upstreams,
      TunnelListener listener,
      Consumer<TunnelConnection> onClosed) {
    this.number = number;
    this.upstreams = upstreams;
    this.listener = listener;
    this.onClosed = onClosed;
  }

  void begin(SocketChannel client, Relay relay) {
    RelaySession session =
        relay.register(client, this::ended); // accept: a client that leaves is noticed
    registered.complete(session);
    if (upstreams.requiresKnock()) {
      session.onPrematureClose(() -> reknock(session)); // whoever accepted it was not the server
    }
    establish(session);
  }

  private void establish(RelaySession session) {
    var unused =
        requestUpstream() // knock: or join an attempt, or rely on the access window
            .thenCompose(upstream ->
                attachOrConnect(session, upstream)) // dial: take what got through, or connect once
            .exceptionally(failure -> fail(session, failure)); // relay: runs to the last byte
  }

  private CompletableFuture<Upstream> requestUpstream() {
    CompletableFuture<Upstream> upstream = acquire();
    var unused = clientGone.thenRun(() -> upstream.cancel(false));
    return upstream;
  }

  /**
   * An upstream that breaks, such as for want of a thread, ends this connection and not the tunnel.
   */
  private CompletableFuture<Upstream> acquire() {
    try {
      return upstreams.acquire(number);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> attachOrConnect(RelaySession session, Upstream upstream) {
    return switch (upstream) {
      case Upstream.Connected found -> {
        connected();
        session.attach(found.result().channel());
        yield CompletableFuture.completedFuture(null);
      }
      case Upstream.Addresses connect when connect.cachedAccess() ->
          connect(session, connect)
              .exceptionallyCompose(failure -> knockAndRetry(session, failure));
      case Upstream.Addresses connect -> connect(session, connect);
    };
  }

  private CompletableFuture<Void> connect(RelaySession session, Upstream.Addresses upstream) {
    return session
        .connect(upstream.addresses(), upstream.timeout(), this::confirm)
        .handle((took, failure) -> {
          if (failure != null) {
            throw new CompletionException(ConnectFailures.toException(upstream, failure));
          }
          return null;
        });
  }

  private void confirm(Duration took) {
    upstreams.recordConnectTime(took);
    connected();
  }

  private CompletableFuture<Void> knockAndRetry(RelaySession session, Throwable failure) {
    // An attempt that was called off because the client left says nothing about the port.
    if (clientGone.isDone() || cause(failure) instanceof CancellationException) {
      return CompletableFuture.failedFuture(failure);
    }
    listener.onEvent(new TunnelEvent.AccessExpired(number));
    upstreams.invalidate();
    return requestUpstream().thenCompose(upstream -> attachOrConnect(session, upstream));
  }

  private void reknock(RelaySession session) {
    listener.onEvent(new TunnelEvent.PrematureClose(number));
    upstreams.invalidate();
    establish(session);
  }

  private void connected() {
    Duration took = age();
    connectedAfter = Optional.of(took);
    listener.onEvent(new TunnelEvent.Connected(number, took));
  }

  private @Nullable Void fail(RelaySession session, Throwable failure) {
    try {
      report(cause(failure));
    } finally {
      // Whatever becomes of the news: a client that is left open would wait for ever.
      session.abort();
    }
    return null;
  }

  private void report(@Nullable Throwable cause) {
    if (!clientGone.isDone() && cause instanceof ConnectFailedException known) {
      listener.onEvent(new TunnelEvent.ConnectFailed(number, known.failure()));
    } else if (!clientGone.isDone()
        && cause != null
        && !(cause instanceof ConnectFailedException || cause instanceof CancellationException)) {
      LOG.log(System.Logger.Level.DEBUG, "a connection could not be opened", cause);
      listener.onEvent(new TunnelEvent.ConnectFailed(number, new ConnectFailure.Internal(cause)));
    }
  }

  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /**
   * What has been relayed so far. What a client sent to a port that stays closed is not counted, as
   * in {@link TunnelEvent.Closed}.
   */
  ByteCounts bytes() {
    return registered.isDone() && connectedAfter.isPresent()
        ? registered.join().bytes()
        : ByteCounts.NONE;
  }

  /** Ends the connection with a reset, at whatever point it is. */
  void abort() {
    var unused = registered.thenAccept(RelaySession::abort);
  }

  private void ended(CloseReason ending, ByteCounts totals) {
    try {
      clientGone.complete(null);
      // What a client sent to a port that stayed closed went nowhere.
      ByteCounts delivered = connectedAfter.isPresent() ? totals : ByteCounts.NONE;
      listener.onEvent(new TunnelEvent.Closed(number, ending, delivered, age(), connectedAfter));
    } finally {
      // Its place must become free, whatever a listener does.
      onClosed.accept(this);
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - acceptedAt);
  }
}
