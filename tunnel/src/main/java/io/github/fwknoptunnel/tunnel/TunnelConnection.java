package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.knock.Gate;
import io.github.fwknoptunnel.tunnel.knock.Way;
import io.github.fwknoptunnel.tunnel.relay.Ending;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import io.github.fwknoptunnel.tunnel.relay.RelayPair;
import io.github.fwknoptunnel.tunnel.relay.RelayTotals;
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
 * does; most of it happens later, on the gate's and the relay's threads, and nothing in it blocks.
 */
final class TunnelConnection {
  private static final System.Logger LOG = System.getLogger(TunnelConnection.class.getName());

  private static final RelayTotals NOTHING = new RelayTotals(0, 0);

  private final long number;
  private final Gate gate;
  private final TunnelListener listener;
  private final Consumer<TunnelConnection> whenOver;
  private final long acceptedAt = System.nanoTime();
  private final CompletableFuture<RelayPair> admitted = new CompletableFuture<>();
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private volatile Optional<Duration> reached = Optional.empty();

  TunnelConnection(
      long number, Gate gate, TunnelListener listener, Consumer<TunnelConnection> whenOver) {
    this.number = number;
    this.gate = gate;
    this.listener = listener;
    this.whenOver = whenOver;
  }

  void begin(SocketChannel client, Relay relay) {
    RelayPair pair = relay.admit(client, this::ended); // accept: a client that leaves is noticed
    admitted.complete(pair);
    if (gate.knocks()) {
      pair.ifHollow(() -> knockOnceMore(pair)); // whoever accepted it was not the server
    }
    lead(pair);
  }

  private void lead(RelayPair pair) {
    var unused =
        way() // knock: or join an opening, or trust one
            .thenCompose(way -> enter(pair, way)) // dial: take what got through, or connect once
            .exceptionally(failure -> giveUp(pair, failure)); // relay: runs to the last byte
  }

  private CompletableFuture<Way> way() {
    CompletableFuture<Way> way = ask();
    var unused = left.thenRun(() -> way.cancel(false));
    return way;
  }

  /** A gate that breaks, such as for want of a thread, ends this connection and not the tunnel. */
  private CompletableFuture<Way> ask() {
    try {
      return gate.open(number);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> enter(RelayPair pair, Way way) {
    return switch (way) {
      case Way.Through through -> {
        reached();
        pair.attach(through.opened().channel());
        yield CompletableFuture.completedFuture(null);
      }
      case Way.Connect connect when connect.trusted() ->
          connect(pair, connect).exceptionallyCompose(failure -> knockAfterAll(pair, failure));
      case Way.Connect connect -> connect(pair, connect);
    };
  }

  private CompletableFuture<Void> connect(RelayPair pair, Way.Connect way) {
    return pair.connect(way.addresses(), way.patience(), this::confirm)
        .handle((took, failure) -> {
          if (failure != null) {
            throw new CompletionException(ConnectFailures.explain(way, failure));
          }
          return null;
        });
  }

  private void confirm(Duration took) {
    gate.confirmed(took);
    reached();
  }

  private CompletableFuture<Void> knockAfterAll(RelayPair pair, Throwable failure) {
    // An attempt that was called off because the client left says nothing about the door.
    if (left.isDone() || cause(failure) instanceof CancellationException) {
      return CompletableFuture.failedFuture(failure);
    }
    listener.happened(new TunnelEvent.Distrusted(number));
    gate.distrust();
    return way().thenCompose(way -> enter(pair, way));
  }

  private void knockOnceMore(RelayPair pair) {
    listener.happened(new TunnelEvent.Hollow(number));
    gate.distrust();
    lead(pair);
  }

  private void reached() {
    Duration took = age();
    reached = Optional.of(took);
    listener.happened(new TunnelEvent.Connected(number, took));
  }

  private @Nullable Void giveUp(RelayPair pair, Throwable failure) {
    try {
      tell(cause(failure));
    } finally {
      // Whatever becomes of the news: a client that is left open would wait for ever.
      pair.cut();
    }
    return null;
  }

  private void tell(@Nullable Throwable cause) {
    if (!left.isDone() && cause instanceof OpenException known) {
      listener.happened(new TunnelEvent.NotOpened(number, known.failure()));
    } else if (!left.isDone()
        && cause != null
        && !(cause instanceof OpenException || cause instanceof CancellationException)) {
      LOG.log(System.Logger.Level.DEBUG, "a connection could not be opened", cause);
      listener.happened(new TunnelEvent.NotOpened(number, new OpenFailure.Internal(cause)));
    }
  }

  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** Ends the connection with a reset, at whatever point it is. */
  void cut() {
    var unused = admitted.thenAccept(RelayPair::cut);
  }

  private void ended(Ending ending, RelayTotals totals) {
    try {
      left.complete(null);
      // What a client sent to a door that stayed closed went nowhere.
      RelayTotals delivered = reached.isPresent() ? totals : NOTHING;
      listener.happened(new TunnelEvent.Closed(number, ending, delivered, age(), reached));
    } finally {
      // Its place must become free, whatever a listener does.
      whenOver.accept(this);
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - acceptedAt);
  }
}
