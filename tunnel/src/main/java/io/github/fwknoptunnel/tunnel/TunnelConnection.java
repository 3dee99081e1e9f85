package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.access.ConnectFailures;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.entry.ProxyHandshake;
import io.github.fwknoptunnel.tunnel.entry.RequestRefusedException;
import io.github.fwknoptunnel.tunnel.entry.TargetUpstreams;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.relay.Connected;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import io.github.fwknoptunnel.tunnel.relay.RelaySession;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of one accepted client, from the knock to the last byte. Start with {@link #begin} and
 * {@link #start}; most steps run later, on the threads of the upstream and of the relay, and none
 * of them blocks.
 */
final class TunnelConnection {
  private static final System.Logger LOG = System.getLogger(TunnelConnection.class.getName());

  private final long number;
  private final Targets targets;
  private final TunnelListener listener;
  private final Consumer<TunnelConnection> onClosed;
  private final long acceptedAt = System.nanoTime();
  private final CompletableFuture<RelaySession> registered = new CompletableFuture<>();
  private final CompletableFuture<Void> clientGone = new CompletableFuture<>();
  private volatile @Nullable SocketChannel client;
  private volatile @Nullable ProxyHandshake handshake;
  private volatile Optional<HostAndPort> requested = Optional.empty();
  private volatile Optional<Duration> connectedAfter = Optional.empty();

  TunnelConnection(
      long number, Targets targets, TunnelListener listener, Consumer<TunnelConnection> onClosed) {
    this.number = number;
    this.targets = targets;
    this.listener = listener;
    this.onClosed = onClosed;
  }

  /** How the target is reached for this connection. */
  private record Path(RelaySession session, Upstreams upstreams) {}

  void begin(SocketChannel client, Relay relay) {
    this.client = client;
    switch (targets) {
      case Targets.One one -> {
        requested = Optional.of(one.target());
        RelaySession session =
            relay.register(client, this::ended); // accept: a client that leaves is noticed
        registered.complete(session);
        start(new Path(session, one.upstreams()));
      }
      case Targets.NamedByClient named -> {
        ProxyHandshake started = new ProxyHandshake(new Request(named));
        handshake = started;
        registered.complete(relay.register(client, this::ended, started));
      }
    }
  }

  /** What the client requests in its handshake. */
  private final class Request implements ProxyHandshake.Client {
    private final Targets.NamedByClient named;

    Request(Targets.NamedByClient named) {
      this.named = named;
    }

    @Override
    public Optional<Reason> named(HostAndPort target) {
      return switch (named.upstreams().find(target)) {
        case TargetUpstreams.Lookup.Refused(Reason reason) -> {
          reportRefusal(Optional.of(target), reason);
          yield Optional.of(reason);
        }
        case TargetUpstreams.Lookup.Found(String rule, Upstreams upstreams) -> {
          requested = Optional.of(target);
          listener.onEvent(
              new TunnelEvent.TargetNamed(number, target, rule, upstreams.requiresKnock()));
          var unused = registered.thenAccept(session -> answerAndStart(session, upstreams));
          yield Optional.empty();
        }
      };
    }

    @Override
    public void refused(Reason reason) {
      reportRefusal(Optional.empty(), reason);
    }
  }

  private void answerAndStart(RelaySession session, Upstreams upstreams) {
    ProxyHandshake proxy = handshake;
    if (proxy != null) {
      session.greetWith(proxy.replies().connected());
    }
    start(new Path(session, upstreams));
  }

  private void start(Path path) {
    if (path.upstreams().requiresKnock()) {
      // Another host than the server had accepted it.
      path.session().onPrematureClose(() -> reknock(path));
    }
    establish(path);
  }

  private void establish(Path path) {
    var unused =
        requestUpstream(path) // knock: or join an attempt, or rely on the access window
            .thenCompose(upstream ->
                attachOrConnect(path, upstream)) // dial: take what got through, or connect once
            .exceptionally(failure -> fail(path.session(), failure)); // relay: to the last byte
  }

  private CompletableFuture<Upstream> requestUpstream(Path path) {
    CompletableFuture<Upstream> upstream = acquire(path.upstreams());
    var unused = clientGone.thenRun(() -> upstream.cancel(false));
    return upstream;
  }

  /**
   * An upstream that breaks, such as for want of a thread, ends this connection and not the tunnel.
   */
  private CompletableFuture<Upstream> acquire(Upstreams upstreams) {
    try {
      return upstreams.acquire(number);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> attachOrConnect(Path path, Upstream upstream) {
    return switch (upstream) {
      case Upstream.Connected found -> {
        connected();
        path.session().attach(found.result().channel());
        yield CompletableFuture.completedFuture(null);
      }
      case Upstream.Addresses connect when connect.cachedAccess() ->
          connect(path, connect).exceptionallyCompose(failure -> knockAndRetry(path, failure));
      case Upstream.Addresses connect -> connect(path, connect);
    };
  }

  private CompletableFuture<Void> connect(Path path, Upstream.Addresses upstream) {
    return path.session()
        .connect(upstream.addresses(), upstream.timeout(), won -> confirm(path, won))
        .handle((won, failure) -> {
          if (failure != null) {
            throw new CompletionException(ConnectFailures.toException(upstream, failure));
          }
          return null;
        });
  }

  private void confirm(Path path, Connected won) {
    path.upstreams().recordConnectTime(won.took());
    path.upstreams().recordAddress(won.address());
    connected();
  }

  private CompletableFuture<Void> knockAndRetry(Path path, Throwable failure) {
    // An attempt that was called off because the client left says nothing about the port.
    if (clientGone.isDone() || cause(failure) instanceof CancellationException) {
      return CompletableFuture.failedFuture(failure);
    }
    listener.onEvent(new TunnelEvent.AccessExpired(number));
    path.upstreams().invalidate();
    return requestUpstream(path).thenCompose(upstream -> attachOrConnect(path, upstream));
  }

  private void reknock(Path path) {
    listener.onEvent(new TunnelEvent.PrematureClose(number));
    path.upstreams().invalidate();
    establish(path);
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
      end(session, cause(failure));
    }
    return null;
  }

  private void report(@Nullable Throwable cause) {
    if (clientGone.isDone() || cause == null || cause instanceof CancellationException) {
      return;
    }
    if (cause instanceof RequestRefusedException refused) {
      reportRefusal(requested, refused.reason());
    } else {
      listener.onEvent(new TunnelEvent.ConnectFailed(number, failure(cause)));
    }
  }

  private void reportRefusal(Optional<HostAndPort> target, Reason reason) {
    listener.onEvent(new TunnelEvent.RequestRejected(number, target, reason));
  }

  private static ConnectFailure failure(Throwable cause) {
    if (cause instanceof ConnectFailedException known) {
      return known.failure();
    }
    LOG.log(System.Logger.Level.DEBUG, "a connection could not be opened", cause);
    return new ConnectFailure.Internal(cause);
  }

  /** Replies to a client that has named its target. */
  private void end(RelaySession session, @Nullable Throwable cause) {
    ProxyHandshake proxy = handshake;
    if (proxy == null || cause == null || !(targets instanceof Targets.NamedByClient named)) {
      session.abort();
    } else if (cause instanceof RequestRefusedException refused) {
      session.refuse(proxy.replies().refused(refused.reason()));
    } else {
      ConnectFailure failure = failure(cause);
      session.refuse(proxy.replies().failed(failure, named.router().explain(failure)));
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

  /** The connection as it is now; empty where it is not served. */
  Optional<Tunnel.Session> session() {
    SocketChannel from = clientGone.isDone() ? null : client;
    try {
      return from == null
          ? Optional.empty()
          : Optional.of(
              new Tunnel.Session(
                  number, from.getRemoteAddress(), requested, age(), connectedAfter, bytes()));
    } catch (IOException e) {
      return Optional.empty(); // It ends in this moment.
    }
  }

  /** Ends the connection with a reset, at whatever point it is. */
  void abort() {
    var unused = registered.thenAccept(RelaySession::abort);
  }

  /** Ends a connection whose client has named no target yet: there is nothing to finish. */
  void abortUnasked() {
    if (targets instanceof Targets.NamedByClient && requested.isEmpty()) {
      abort();
    }
  }

  private void ended(CloseReason reason, ByteCounts totals) {
    try {
      clientGone.complete(null);
      // What a client sent to a port that stayed closed went nowhere.
      ByteCounts delivered = connectedAfter.isPresent() ? totals : ByteCounts.NONE;
      listener.onEvent(new TunnelEvent.Closed(number, reason, delivered, age(), connectedAfter));
    } finally {
      // Its place must become free, whatever a listener does.
      onClosed.accept(this);
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - acceptedAt);
  }
}
