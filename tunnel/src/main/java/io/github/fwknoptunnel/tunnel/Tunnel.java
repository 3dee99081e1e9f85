package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.authz.ClientAuthorizer;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A local port that leads to a remote one, through a port that is opened when needed. Runs on
 * threads of its own until it is closed. Thread-safe.
 */
public final class Tunnel implements AutoCloseable {
  private final TunnelConfig config;
  private final TunnelListener listener;
  private volatile Targets targets;
  private final ClientAuthorizer guard;
  private final Relay relay;
  private final Acceptor acceptor;
  private final ConnectionRegistry connections;
  private final Thread accepting =
      Thread.ofPlatform().name("accept").daemon().unstarted(this::serve);
  private long accepted;

  private Tunnel(TunnelConfig config, Optional<ServerSocketChannel> given, TunnelListener listener)
      throws IOException {
    this.config = config;
    this.listener = listener;
    this.acceptor = new Acceptor(config.bind(), given, listener);
    this.targets = UpstreamFactory.targets(config, listener, acceptor::address);
    this.connections =
        isSingle()
            ? new ConnectionRegistry(1, event -> {})
            : new ConnectionRegistry(config.limits().connections(), listener);
    this.guard =
        config.limits().users().isPresent()
            ? ClientAuthorizer.of(config.limits().users().get())
            : ClientAuthorizer.OPEN;
    Relay started = null;
    try {
      started = Relay.start(config.relay(), cause -> broken("a relay thread", cause));
      acceptor.listen();
    } catch (IOException e) {
      guard.close();
      if (started != null) {
        started.close();
      }
      throw e;
    }
    this.relay = started;
  }

  /** As {@link #open(TunnelConfig, TunnelListener)}, for those who need not know what happens. */
  public static Tunnel open(TunnelConfig config) throws IOException {
    return open(config, event -> {});
  }

  /**
   * Opens the local port and begins to serve it.
   *
   * @throws UnixSocketException if the path cannot be listened on
   * @throws IOException if the address cannot be listened on
   */
  public static Tunnel open(TunnelConfig config, TunnelListener listener) throws IOException {
    return new Tunnel(config, Optional.empty(), listener).started();
  }

  /**
   * Serves a socket that listens already, such as one from systemd, instead of the address of the
   * configuration. It is never closed: when the tunnel stops, clients wait in its queue for whoever
   * has it next.
   *
   * @param given becomes non-blocking
   * @throws IOException if it cannot be used
   */
  public static Tunnel open(TunnelConfig config, ServerSocketChannel given, TunnelListener listener)
      throws IOException {
    return new Tunnel(config, Optional.of(given), listener).started();
  }

  private Tunnel started() {
    accepting.start();
    return this;
  }

  /**
   * Takes over the destination and the timeout of {@code changed} for connections that are accepted
   * from now on. Where it listens, the mode and the limits stay as they are; so do open
   * connections.
   */
  public void reload(TunnelConfig changed) {
    targets = UpstreamFactory.targets(changed, listener, acceptor::address);
  }

  /**
   * Where it listens, with the port that was chosen if none was given.
   *
   * @throws IllegalStateException if it listens on a path, which is that of its configuration
   */
  public InetSocketAddress address() {
    if (acceptor.address() instanceof InetSocketAddress port) {
      return port;
    }
    throw new IllegalStateException("listens on " + acceptor.address());
  }

  /** Where it listens: the same, or the path. */
  public SocketAddress localAddress() {
    return acceptor.address();
  }

  /**
   * Payload that was relayed so far, by all connections since the tunnel was opened. Takes time in
   * proportion to the open connections.
   */
  public ByteCounts bytes() {
    return connections.bytes();
  }

  /** Whether clients are accepted, also if the next one has to wait. */
  public boolean isAccepting() {
    return accepting.isAlive();
  }

  /**
   * Whether it does its work: clients are accepted, and every thread that relays has time for
   * something else within {@code timeout}. A listener that blocks keeps them from it, for example.
   * Cheap; blocks for {@code timeout} at most.
   */
  public boolean isResponsive(Duration timeout) throws InterruptedException {
    return isAccepting() && relay.isResponsive(timeout);
  }

  private void serve() {
    try {
      acceptor.run(new Clients());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broken("the accepting thread", e);
    }
  }

  /** A part of the tunnel has ended without being asked; what is left cannot do its work. */
  private void broken(String part, Throwable cause) {
    listener.onEvent(new TunnelEvent.InternalFailure(part, cause));
  }

  private boolean isSingle() {
    return config.mode() == Mode.SINGLE;
  }

  /** What the accepting thread does with clients. */
  private final class Clients implements Acceptor.ClientHandler {
    @Override
    public boolean awaitCapacity() throws InterruptedException {
      closePortWhileBusy();
      return connections.awaitCapacity();
    }

    @Override
    public void accept(SocketChannel client) throws IOException {
      PendingClient arrival = register(client);
      var unused = guard.authorize(client).thenAccept(refusal -> admitOrReject(arrival, refusal));
    }
  }

  /** The one user of single mode expects a closed port while the connection lasts. */
  private void closePortWhileBusy() {
    if (isSingle() && connections.isFull()) {
      acceptor.pause();
    }
  }

  /** A client that is not served yet. */
  private record PendingClient(
      long number, SocketChannel client, SocketAddress from, TunnelConnection connection) {}

  private PendingClient register(SocketChannel client) throws IOException {
    try {
      SocketAddress from = client.getRemoteAddress();
      TunnelConnection connection =
          new TunnelConnection(++accepted, targets, listener, connections::remove);
      connections.add(connection);
      acceptor.clientRegistered();
      return new PendingClient(accepted, client, from, connection);
    } catch (IOException | RuntimeException | Error e) {
      close(client);
      throw e;
    }
  }

  private void admitOrReject(PendingClient arrival, Optional<Rejection> refusal) {
    if (refusal.isEmpty()) {
      var unused =
          connections
              .admit(arrival.connection())
              .thenAccept(place -> serveOrTurnAway(arrival, place));
      return;
    }
    try {
      close(arrival.client());
      listener.onEvent(
          new TunnelEvent.ClientRejected(arrival.number(), arrival.from(), refusal.get()));
    } finally {
      connections.remove(arrival.connection());
    }
  }

  /** Whatever fails here, the client is closed and its place is free again. */
  private void serveOrTurnAway(PendingClient arrival, boolean place) {
    boolean served = false;
    try {
      if (place) {
        closePortWhileBusy();
        listener.onEvent(new TunnelEvent.Accepted(arrival.number(), arrival.from()));
        arrival.connection().begin(arrival.client(), relay);
        served = true;
      }
    } finally {
      if (!served) {
        close(arrival.client());
        connections.remove(arrival.connection());
      }
    }
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      // Nobody uses it any more.
    }
  }

  /**
   * Stops listening and lets the connections finish.
   *
   * @return whether all had finished within {@code limit}; the others go on until {@link #close}
   */
  public boolean drain(Duration limit) throws InterruptedException {
    stopListening();
    return connections.awaitDrained(limit);
  }

  private void stopListening() {
    connections.shutdown();
    acceptor.close();
    connections.snapshot().forEach(TunnelConnection::abortUnasked);
  }

  /** Stops listening and resets whatever is still open. */
  @Override
  public void close() {
    stopListening();
    connections.snapshot().forEach(TunnelConnection::abort);
    relay.close();
    guard.close();
  }
}
