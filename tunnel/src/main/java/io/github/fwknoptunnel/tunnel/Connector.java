package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.access.BlockingConnect;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final String host;
  private final Duration connectTimeout;
  private final TunnelListener listener;
  private final Optional<Profile> profile;
  private final Routing routing;
  private final AtomicLong connections = new AtomicLong();
  private final Map<Integer, TunnelConfig> routes = new HashMap<>();
  private final Map<Integer, Upstreams> upstreams = new HashMap<>();
  private final List<Tunnel> tunnels = new ArrayList<>();
  private boolean closed;

  private Connector(Builder builder, Optional<Profile> profile) {
    this.host = builder.host;
    this.connectTimeout = builder.connectTimeout;
    this.listener = builder.listener;
    this.profile = profile;
    this.routing = new Routing(host, connectTimeout, builder.knock, profile, builder.spaServer);
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
   * Knocks, if there is something to knock with, and connects. Connections that come together share
   * a knock, and there is none while the port is known to be open.
   *
   * @param port 1 to 65535. Where a stanza has a NAT port, it is the port behind that
   * @return connected; it belongs to the caller. It is the probe that got through: the server sees
   *     one connection
   * @throws ConnectFailedException if no connection came about; it says why
   * @throws ProfileException if the stanza opens other ports than this one
   * @throws IOException if it is closed
   * @throws InterruptedIOException if the thread was interrupted, which it still is then; nothing
   *     is left open that no others wait for
   */
  public Socket connect(int port) throws IOException {
    return connect(port, NO_LIMIT);
  }

  /**
   * The same within a time of the caller's, besides the {@linkplain Builder#connectTimeout timeout}
   * that each attempt has.
   *
   * @param limit positive; a name server may make it longer
   * @throws SocketTimeoutException if the time is up
   */
  public Socket connect(int port, Duration limit) throws IOException {
    try {
      return connectChannel(port, limit).socket();
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
   * @throws InterruptedException if the thread was interrupted; nothing is left open that no others
   *     wait for
   */
  public SocketChannel connectChannel(int port) throws IOException, InterruptedException {
    return connectChannel(port, NO_LIMIT);
  }

  private SocketChannel connectChannel(int port, Duration limit)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    long number = connections.incrementAndGet();
    SocketChannel channel =
        new BlockingConnect(
                upstreams(port),
                number,
                limit,
                () -> listener.onEvent(new TunnelEvent.AccessExpired(number)))
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
    TunnelConfig config = route(port).toBuilder().listen(localPort).build();
    Tunnel tunnel = Tunnel.open(config, listener);
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

  private synchronized TunnelConfig route(int port) throws IOException {
    if (closed) {
      throw closedAlready();
    }
    TunnelConfig known = routes.get(port);
    if (known == null) {
      known = routing.to(port);
      routes.put(port, known);
    }
    return known;
  }

  private synchronized Upstreams upstreams(int port) throws IOException {
    TunnelConfig route = route(port);
    return upstreams.computeIfAbsent(port, p -> UpstreamFactory.upstreams(route, listener));
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
