package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.access.BlockingConnect;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connects to the ports of one host. If keys, a stanza or a knocker are set, it knocks first. The
 * entry point for programs that need a connection or a local port.
 *
 * <pre>{@code
 * try (Connector db = Connector.to("db.example.com").keys(Path.of("my-keys")).build()) {
 *   Socket socket = db.connect(5432);
 *   Tunnel tunnel = db.listen(0, 5432); // or a local port instead
 * }
 * }</pre>
 *
 * <p>A connector owns the keys that it reads: {@link #close} closes its tunnels and wipes the keys.
 * Sockets that it returned stay open; later calls throw an {@link IOException}. Thread-safe; its
 * methods block.
 */
public final class Connector implements AutoCloseable {
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final String host;
  private final TunnelListener listener;
  private final Optional<Profile> profile;
  private final PortRoutes routes;
  private final AtomicLong connections = new AtomicLong();

  private Connector(Builder builder, Optional<Profile> profile) {
    this.host = builder.host;
    this.listener = builder.listener;
    this.profile = profile;
    Routing routing =
        new Routing(
            host,
            builder.connectTimeout,
            builder.knock,
            profile,
            builder.access,
            builder.spaServer,
            builder.family);
    this.routes = new PortRoutes(routing, listener);
  }

  /**
   * {@return a builder of connectors to one host}
   *
   * @param host name or address; also that of its SPA server, unless another is set
   */
  public static Builder to(String host) {
    return new Builder(host);
  }

  /**
   * Knocks, if necessary, and connects. Simultaneous calls share a knock, and no packet is sent
   * while the port is assumed to be open.
   *
   * @param port 1 to 65535. If the stanza sets a NAT port: the port that this is forwarded to
   * @return a connected socket, which the caller closes; the server sees this one connection
   * @throws ConnectFailedException if the connection fails; its message says why
   * @throws ProfileException if the stanza does not open this port
   * @throws IOException if the connector is closed, or {@link Builder#access} omits the port
   * @throws InterruptedIOException if the thread was interrupted; its interrupt status is set
   *     again, and everything is closed that is not shared with another call
   */
  public Socket connect(int port) throws IOException {
    return connect(port, NO_LIMIT);
  }

  /**
   * Connects as {@link #connect(int)}, with a limit for the whole call, besides the {@linkplain
   * Builder#connectTimeout timeout} of each attempt.
   *
   * @param port 1 to 65535
   * @param limit positive; the call can take up to 10 s longer if a name server does not answer
   * @return a connected socket, which the caller closes
   * @throws SocketTimeoutException if the limit is exceeded
   * @throws IOException as {@link #connect(int)}
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
   * Connects as {@link #connect(int)}, and returns a channel.
   *
   * @param port 1 to 65535
   * @return a connected channel in blocking mode, which the caller closes
   * @throws IOException as {@link #connect(int)}
   * @throws InterruptedException if the thread was interrupted; everything is closed that is not
   *     shared with another call
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
                routes.upstreams(port),
                number,
                limit,
                () -> listener.onEvent(new TunnelEvent.AccessExpired(number)))
            .connect();
    listener.onEvent(
        new TunnelEvent.Connected(number, Duration.ofNanos(System.nanoTime() - started)));
    return channel;
  }

  /**
   * Opens a local port that leads to a port of the host. Its connections share knocks.
   *
   * @param localPort on the loopback address; 0 for any free one, see {@link Tunnel#address}
   * @param port 1 to 65535, as for {@link #connect(int)}
   * @return a tunnel that ends when it or this connector is closed
   * @throws ProfileException if the stanza does not open this port
   * @throws IOException if the connector is closed, or the local port is not available
   */
  public Tunnel listen(int localPort, int port) throws IOException {
    TunnelConfig config = routes.route(port).toBuilder().listen(localPort).build();
    Tunnel tunnel = Tunnel.open(config, listener);
    try {
      routes.add(tunnel);
    } catch (IOException e) {
      tunnel.close();
      throw e;
    }
    return tunnel;
  }

  /** Closes the tunnels, which resets their connections, and wipes the keys. */
  @Override
  public void close() {
    routes.close().forEach(Tunnel::close);
    profile.ifPresent(Profile::close);
  }

  /**
   * The settings of a connector. Set at most one of keys, stanza and knock; setting another throws
   * {@link IllegalStateException}. Without any, the connector does not knock. Not thread-safe.
   */
  public static final class Builder {
    private final String host;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private TunnelListener listener = event -> {};
    private Optional<Routing.Keys> keys = Optional.empty();
    private Optional<TunnelConfig.KnockConfig> knock = Optional.empty();
    private Optional<List<PortSpec>> access = Optional.empty();
    private Optional<TunnelConfig.HostAndPort> spaServer = Optional.empty();
    private Optional<KnockTarget.Family> family = Optional.empty();

    private Builder(String host) {
      this.host = host;
    }

    /**
     * {@return this builder, to knock with the keys and algorithms of a key file}
     *
     * @param keyFile readable by its owner only; read by {@link #build}
     */
    public Builder keys(Path keyFile) {
      return reading(() -> Profile.ofKeyFile(keyFile, host));
    }

    /**
     * {@return this builder, to knock with a stanza of {@code .fwknoprc} in the home directory}
     *
     * @param name in any case; read by {@link #build}
     */
    public Builder stanza(String name) {
      return stanza(Path.of(System.getProperty("user.home"), ".fwknoprc"), name);
    }

    /**
     * {@return this builder, to knock with the settings of a stanza}
     *
     * @param rcFile readable by its owner only, if it holds keys; read by {@link #build}
     * @param name in any case
     */
    public Builder stanza(Path rcFile, String name) {
      return reading(() -> Profile.ofStanza(rcFile, name, host));
    }

    private Builder reading(Routing.Keys from) {
      if (keys.isPresent() || knock.isPresent()) {
        throw new IllegalStateException("set only one of keys, stanza and knock");
      }
      keys = Optional.of(from);
      return this;
    }

    /**
     * {@return this builder, to knock in another way, such as by a command}
     *
     * @param config what its knocker uses is not closed by the connector
     */
    public Builder knock(TunnelConfig.KnockConfig config) {
      if (keys.isPresent()) {
        throw new IllegalStateException("set only one of keys, stanza and knock");
      }
      this.knock = Optional.of(config);
      return this;
    }

    /**
     * {@return this builder, with this SPA server for the keys or the stanza}
     *
     * @param server name or address; default: the stanza's, or else the host
     * @param port 1 to 65535, usually 62201
     */
    public Builder via(String server, int port) {
      this.spaServer = Optional.of(new TunnelConfig.HostAndPort(server, port));
      return this;
    }

    /**
     * {@return this builder, with these ports for packets; connections to other ports fail}
     *
     * @param ports such as {@code tcp/22,tcp/5432}; by default those of the stanza, or else the
     *     port of the connection
     * @throws IllegalArgumentException if this is not a list of ports
     */
    public Builder access(String ports) {
      try {
        this.access = Optional.of(PortSpec.parseList(ports));
        return this;
      } catch (MessageException e) {
        throw new IllegalArgumentException("'" + ports + "' is not a list such as tcp/22", e);
      }
    }

    /**
     * {@return this builder, with this time limit after the first knock; 10 s by default}
     *
     * @param time positive
     */
    public Builder connectTimeout(Duration time) {
      this.connectTimeout = time;
      return this;
    }

    /**
     * {@return this builder, with this receiver of events}
     *
     * @param receiver thread-safe; the connector and each tunnel number connections from 1
     */
    public Builder onEvent(TunnelListener receiver) {
      this.listener = receiver;
      return this;
    }

    /**
     * {@return this builder, with this family of the addresses of host and SPA server}
     *
     * @param addresses IPv4 by default, and any without a knock; fwknopd supports IPv4 only
     */
    public Builder family(KnockTarget.Family addresses) {
      this.family = Optional.of(addresses);
      return this;
    }

    /**
     * Reads the keys and makes the connector.
     *
     * @return a connector, which the caller closes
     * @throws ProfileException if the keys or the stanza cannot be used; its message says why
     */
    public Connector build() throws ProfileException {
      return new Connector(
          this, keys.isPresent() ? Optional.of(keys.get().read()) : Optional.empty());
    }
  }
}
