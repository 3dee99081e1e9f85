package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Destination;
import io.github.fwknoptunnel.tunnel.access.DirectConnect;
import io.github.fwknoptunnel.tunnel.access.PortOpener;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connects to the ports of one host, each of which is opened first when there is something to knock
 * with. For programs that want a connection, or a local port, and not the parts.
 *
 * <pre>{@code
 * try (Connector db = Connector.to("db.example.com").keys(Path.of("my-keys")).build()) {
 *   Socket socket = db.connect(5432);
 *   Tunnel tunnel = db.listen(0, 5432); // or a local port instead
 * }
 * }</pre>
 *
 * <p>It owns the keys that it has read: closing it closes its tunnels and wipes them. Connections
 * that were given away go on. Thread-safe; its methods block.
 */
public final class Connector implements AutoCloseable {
  private final String host;
  private final Duration connectTimeout;
  private final TunnelListener listener;
  private final Optional<TunnelConfig.KnockConfig> given;
  private final Optional<Profile> profile;
  private final Optional<TunnelConfig.HostAndPort> spaServer;
  private final AtomicLong connections = new AtomicLong();
  private final Map<Integer, Destination.Fixed> routes = new HashMap<>();
  private final Map<Integer, PortOpener> openers = new HashMap<>();
  private final List<Tunnel> tunnels = new ArrayList<>();
  private boolean closed;

  private Connector(Builder builder, Optional<Profile> profile) {
    this.host = builder.host;
    this.connectTimeout = builder.connectTimeout;
    this.listener = builder.listener;
    this.given = builder.knock;
    this.spaServer = builder.spaServer;
    this.profile = profile;
  }

  /**
   * Begins a connector.
   *
   * @param host name or address of the host to connect to, and of its SPA server unless another is
   *     named
   */
  public static Builder to(String host) {
    return new Builder(host);
  }

  /**
   * Knocks, if there is something to knock with, and connects.
   *
   * @param port 1 to 65535. Where a stanza has a NAT port, it is the port behind that
   * @return connected; it belongs to the caller. It is the probe that got through: the server sees
   *     one connection
   * @throws ConnectFailedException if no connection came about; it says why
   * @throws ProfileException if the stanza opens other ports than this one
   * @throws IOException if it is closed
   * @throws InterruptedIOException if the thread was interrupted, which it still is then; nothing
   *     is left open
   */
  public Socket connect(int port) throws IOException {
    try {
      return connectChannel(port).socket();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted before " + host + ":" + port + " was open");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /**
   * The same as a channel, which is blocking.
   *
   * @param port as above
   * @throws ConnectFailedException as above
   * @throws ProfileException as above
   * @throws InterruptedException if the thread was interrupted; nothing is left open
   */
  public SocketChannel connectChannel(int port) throws IOException, InterruptedException {
    long started = System.nanoTime();
    long number = connections.incrementAndGet();
    Destination.Fixed route = route(port);
    SocketChannel channel =
        route.knock().isPresent()
            ? DirectConnect.ready(opener(port, route).open(number))
            : new DirectConnect(route.target().host(), route.target().port(), connectTimeout)
                .connect();
    listener.onEvent(
        new TunnelEvent.Connected(number, Duration.ofNanos(System.nanoTime() - started)));
    return channel;
  }

  /**
   * Opens a local port that leads to {@code port}. Connections that come together share a knock.
   *
   * @param localPort of the loopback address; 0 takes any free one, see {@link Tunnel#address}
   * @param port as above
   * @return open until it is closed, or this connector is
   * @throws ProfileException if the stanza opens other ports than this one
   * @throws IOException if it is closed, or the local port cannot be listened on
   */
  public Tunnel listen(int localPort, int port) throws IOException {
    Destination.Fixed route = route(port);
    TunnelConfig.Builder config =
        TunnelConfig.builder(route.target().host(), route.target().port())
            .connectTimeout(connectTimeout)
            .listen(localPort);
    route.knock().ifPresent(config::knock);
    Tunnel tunnel = Tunnel.open(config.build(), listener);
    synchronized (this) {
      // Those that their owners have closed.
      tunnels.removeIf(known -> !known.isAccepting());
      if (!closed) {
        tunnels.add(tunnel);
        return tunnel;
      }
    }
    tunnel.close();
    throw closedAlready();
  }

  private IOException closedAlready() {
    return new IOException("the connector to " + host + " is closed");
  }

  private synchronized Destination.Fixed route(int port) throws IOException {
    if (closed) {
      throw closedAlready();
    }
    Destination.Fixed known = routes.get(port);
    if (known == null) {
      known = newRoute(port);
      routes.put(port, known);
    }
    return known;
  }

  /** Keeps in mind how long the port took to open. */
  private synchronized PortOpener opener(int port, Destination.Fixed route) {
    return openers.computeIfAbsent(
        port,
        p ->
            UpstreamFactory.portOpener(
                route.target(), connectTimeout, route.knock().orElseThrow(), listener));
  }

  private Destination.Fixed newRoute(int port) throws ProfileException {
    if (profile.isEmpty()) {
      return new Destination.Fixed(new TunnelConfig.HostAndPort(host, port), given);
    }
    SpaRequest.Access request = profile.get().request(port);
    List<PortSpec> opened = request.ports();
    // A NAT port is opened in place of the port that was asked for.
    int dialled = opened.contains(PortSpec.tcp(port)) ? port : opened.getFirst().port();
    return new Destination.Fixed(
        new TunnelConfig.HostAndPort(host, dialled),
        Optional.of(
            TunnelConfig.KnockConfig.shared(
                knocker(request), TunnelConfig.KnockConfig.reuseWindow(request.accessTimeout()))));
  }

  private SpaKnocker knocker(SpaRequest request) {
    Profile from = profile.orElseThrow();
    return new SpaKnocker(
        from.client(),
        request,
        from.allowed(),
        spaServer.map(TunnelConfig.HostAndPort::host).orElse(from.server()),
        spaServer.map(TunnelConfig.HostAndPort::port).orElse(from.port()),
        SpaKnocker.MAX_KNOCKS);
  }

  /** Closes the tunnels, whose connections are reset, and wipes the keys. */
  @Override
  public void close() {
    List<Tunnel> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(tunnels);
    }
    open.forEach(Tunnel::close);
    profile.ifPresent(Profile::close);
  }

  /** Settings of a connector. Without keys, stanza or knock it just connects. Not thread-safe. */
  public static final class Builder {
    private final String host;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private TunnelListener listener = event -> {};
    private Optional<Keys> keys = Optional.empty();
    private Optional<TunnelConfig.KnockConfig> knock = Optional.empty();
    private Optional<TunnelConfig.HostAndPort> spaServer = Optional.empty();

    private Builder(String host) {
      this.host = host;
    }

    /** Where a profile comes from. */
    private interface Keys {
      Profile read() throws ProfileException;
    }

    /** Knocks with the keys and algorithms of this key file, which only its owner can read. */
    public Builder keys(Path keyFile) {
      return reading(() -> Profile.ofKeyFile(keyFile, host));
    }

    /** Knocks as this stanza of the {@code .fwknoprc} in the user's home directory says. */
    public Builder stanza(String name) {
      return stanza(Path.of(System.getProperty("user.home"), ".fwknoprc"), name);
    }

    /** Knocks as this stanza says. */
    public Builder stanza(Path rcFile, String name) {
      return reading(() -> Profile.ofStanza(rcFile, name, host));
    }

    private Builder reading(Keys from) {
      if (keys.isPresent() || knock.isPresent()) {
        throw new IllegalStateException("there is something to knock with already");
      }
      keys = Optional.of(from);
      return this;
    }

    /** Knocks with a knocker of one's own; whatever it needs, its owner closes. */
    public Builder knock(TunnelConfig.KnockConfig config) {
      if (keys.isPresent()) {
        throw new IllegalStateException("there is something to knock with already");
      }
      this.knock = Optional.of(config);
      return this;
    }

    /**
     * Sends the packets somewhere else than to the host, or to what the stanza says.
     *
     * @param server name or address of the SPA server
     * @param port 1 to 65535, usually 62201
     */
    public Builder via(String server, int port) {
      this.spaServer = Optional.of(new TunnelConfig.HostAndPort(server, port));
      return this;
    }

    /** How long a connection may take to come about after its knock; 10 s by default. */
    public Builder connectTimeout(Duration time) {
      this.connectTimeout = time;
      return this;
    }

    /**
     * Is told what happens. Connections are numbered from 1, and each tunnel numbers its own. See
     * {@link TunnelListener}.
     */
    public Builder onEvent(TunnelListener receiver) {
      this.listener = receiver;
      return this;
    }

    /**
     * Reads the keys.
     *
     * @throws ProfileException if they, or the stanza, cannot be used; it says why
     */
    public Connector build() throws ProfileException {
      return new Connector(
          this, keys.isPresent() ? Optional.of(keys.get().read()) : Optional.empty());
    }
  }
}
