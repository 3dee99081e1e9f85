package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.authz.ClientAuthorizer;
import io.github.fwknoptunnel.tunnel.relay.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A local port, or a Unix-domain socket, whose connections lead to a target behind a firewall.
 * Knocks when necessary. Runs on its own daemon threads until it is closed. Thread-safe.
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
        config.mode() == Mode.SINGLE
            ? new ConnectionRegistry(1, event -> {})
            : new ConnectionRegistry(config.limits().connections(), listener);
    this.guard =
        config.limits().users().isPresent()
            ? ClientAuthorizer.of(config.limits().users().get())
            : ClientAuthorizer.OPEN;
    Relay started = null;
    try {
      started = Relay.start(config.relay(), cause -> failed("a relay thread", cause));
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

  /**
   * Starts a tunnel without a listener.
   *
   * @param config where to listen, and where connections lead
   * @return a tunnel, which the caller closes
   * @throws IOException as {@link #open(TunnelConfig, TunnelListener)}
   */
  public static Tunnel open(TunnelConfig config) throws IOException {
    return open(config, event -> {});
  }

  /**
   * Starts a tunnel: on return, clients can connect.
   *
   * @param config where to listen, and where connections lead
   * @param listener receives the events; called from several threads
   * @return a tunnel, which the caller closes
   * @throws UnixSocketException if the path cannot be bound
   * @throws IOException if the address cannot be bound
   */
  public static Tunnel open(TunnelConfig config, TunnelListener listener) throws IOException {
    return new Tunnel(config, Optional.empty(), listener).started();
  }

  /**
   * Starts a tunnel on an existing listening socket, such as one from systemd, in place of the
   * configured address. The tunnel never closes it: the caller owns it, and clients can wait in its
   * queue for the next process.
   *
   * @param config where connections lead
   * @param given listening; becomes non-blocking
   * @param listener receives the events; called from several threads
   * @return a tunnel, which the caller closes
   * @throws IOException if the socket cannot be used
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
   * Applies a changed destination and connect timeout to new connections. The address, the mode,
   * the relay settings, the limits and open connections do not change.
   *
   * @param changed its other settings are ignored
   */
  public void reload(TunnelConfig changed) {
    targets = UpstreamFactory.targets(changed, listener, acceptor::address);
  }

  /**
   * {@return the local address, with the port that was chosen if none was configured}
   *
   * @throws IllegalStateException if the tunnel listens on a path
   */
  public InetSocketAddress address() {
    if (acceptor.address() instanceof InetSocketAddress port) {
      return port;
    }
    throw new IllegalStateException("listens on " + acceptor.address());
  }

  /** {@return the local address or path} */
  public SocketAddress localAddress() {
    return acceptor.address();
  }

  /**
   * {@return the payload of all connections since the tunnel was opened} Takes time in proportion
   * to the open connections.
   */
  public ByteCounts bytes() {
    return connections.bytes();
  }

  /**
   * An open connection.
   *
   * @param number as in {@link TunnelEvent}
   * @param client its address; unnamed for most Unix-domain sockets
   * @param target absent until the client of a proxy has named it
   * @param age time since it was accepted
   * @param connectedAfter time from accept to the connection to the target; absent before that
   * @param bytes payload so far
   */
  public record Session(
      long number,
      SocketAddress client,
      Optional<HostAndPort> target,
      Duration age,
      Optional<Duration> connectedAfter,
      ByteCounts bytes) {}

  /** {@return the open connections, in the order of their numbers} */
  public List<Session> sessions() {
    return connections.snapshot().stream()
        .flatMap(connection -> connection.session().stream())
        .sorted(Comparator.comparingLong(Session::number))
        .toList();
  }

  /** {@return whether the tunnel accepts clients, even if new ones must wait for a free slot} */
  public boolean isAccepting() {
    return accepting.isAlive();
  }

  /**
   * Checks whether clients are accepted and every relay thread responds. False, for example, while
   * a listener blocks a relay thread. Cheap enough for a frequent health check.
   *
   * @param timeout maximum time to wait for the relay threads
   * @return whether all responded in time
   * @throws InterruptedException if the thread was interrupted
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
      failed("the accepting thread", e);
    }
  }

  /** A thread of the tunnel has ended unexpectedly; the rest cannot work without it. */
  private void failed(String part, Throwable cause) {
    listener.onEvent(new TunnelEvent.InternalFailure(part, cause));
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
      PendingClient pending = register(client);
      var unused = guard.authorize(client).thenAccept(refusal -> admitOrReject(pending, refusal));
    }
  }

  /** The one user of single mode expects a closed port while the connection lasts. */
  private void closePortWhileBusy() {
    if (config.mode() == Mode.SINGLE && connections.isFull()) {
      acceptor.pause();
    }
  }

  private PendingClient register(SocketChannel client) throws IOException {
    try {
      SocketAddress from = client.getRemoteAddress();
      TunnelConnection connection =
          new TunnelConnection(++accepted, targets, listener, connections::remove);
      connections.add(connection);
      acceptor.clientRegistered();
      return new PendingClient(accepted, client, from, connection);
    } catch (IOException | RuntimeException | Error e) {
      Channels.discard(client);
      throw e;
    }
  }

  private void admitOrReject(PendingClient pending, Optional<Rejection> refusal) {
    if (refusal.isEmpty()) {
      var unused =
          connections
              .admit(pending.connection())
              .thenAccept(place -> serveOrTurnAway(pending, place));
      return;
    }
    try {
      Channels.discard(pending.client());
      listener.onEvent(
          new TunnelEvent.ClientRejected(pending.number(), pending.from(), refusal.get()));
    } finally {
      connections.remove(pending.connection());
    }
  }

  /** Whatever fails here, the client is closed and its place is free again. */
  private void serveOrTurnAway(PendingClient pending, boolean place) {
    boolean served = false;
    try {
      if (place) {
        closePortWhileBusy();
        listener.onEvent(new TunnelEvent.Accepted(pending.number(), pending.from()));
        pending.connection().begin(pending.client(), relay);
        served = true;
      }
    } finally {
      if (!served) {
        Channels.discard(pending.client());
        connections.remove(pending.connection());
      }
    }
  }

  /**
   * Stops listening and waits for the connections to end; closes clients that wait for a free slot,
   * and proxy clients that have not named a target yet.
   *
   * @param limit maximum time to wait
   * @return whether all had ended within the limit; the others continue until {@link #close}
   * @throws InterruptedException if the thread was interrupted; the tunnel has stopped listening
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

  /** Stops listening and resets open connections. */
  @Override
  public void close() {
    stopListening();
    connections.snapshot().forEach(TunnelConnection::abort);
    relay.close();
    guard.close();
  }
}
