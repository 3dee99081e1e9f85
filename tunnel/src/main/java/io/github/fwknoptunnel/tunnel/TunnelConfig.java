package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One tunnel, from its listening address to its target. Immutable. {@link #builder} has a default
 * for all but the target.
 *
 * @param bind where to listen: an {@link InetSocketAddress}, whose port 0 takes any free one, or a
 *     {@link UnixDomainSocketAddress}, which only the owner of the process can connect to
 * @param target where to connect to
 * @param mode how many connections at a time
 * @param connectTimeout how long a connection may take to come about, after its knock
 * @param knock what opens the way; absent for a plain tunnel
 * @param relay how long connections may be silent, and how many threads serve them
 * @param limits what clients may have
 */
public record TunnelConfig(
    SocketAddress bind,
    HostAndPort target,
    Mode mode,
    Duration connectTimeout,
    Optional<KnockConfig> knock,
    RelayConfig relay,
    ClientLimits limits) {

  public TunnelConfig {
    if (!(bind instanceof InetSocketAddress || bind instanceof UnixDomainSocketAddress)) {
      throw new IllegalArgumentException("neither a port nor a local socket: " + bind);
    }
  }

  /**
   * A plain tunnel to {@code host} from any free port of the loopback address, as long as the
   * builder is told nothing else.
   *
   * @param host name or address
   * @param port 1 to 65535
   */
  public static Builder builder(String host, int port) {
    return new Builder(new HostAndPort(host, port));
  }

  /** A builder of configurations that differ from this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(target).listen(bind).mode(mode).connectTimeout(connectTimeout);
    knock.ifPresent(builder::knock);
    return builder.relay(relay).limits(limits);
  }

  /**
   * The remote side.
   *
   * @param host name or address
   * @param port 1 to 65535
   */
  public record HostAndPort(String host, int port) {
    public HostAndPort {
      if (host.isEmpty() || port < 1 || port > 65535) {
        throw new IllegalArgumentException("target " + host + ":" + port);
      }
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** How many connections at a time. */
  public enum Mode {
    /** Any number. */
    MULTI,
    /** One; while it lasts the listening port is closed. */
    SINGLE
  }

  /**
   * What clients may have.
   *
   * @param connections at a time in {@link Mode#MULTI}; who comes when there are so many waits in
   *     the queue of the listening socket
   * @param users whose processes may connect; absent means everybody's who can
   */
  public record ClientLimits(int connections, Optional<AllowedUsers> users) {
    public static final ClientLimits DEFAULT = new ClientLimits(4096, Optional.empty());

    public ClientLimits {
      if (connections < 1) {
        throw new IllegalArgumentException("connections: " + connections);
      }
    }
  }

  /**
   * How to open the port.
   *
   * @param delayAfterKnock between a knock and the first attempt to connect; zero normally
   * @param reuseWindow connections share an opening and trust it for this long; absent means a
   *     knock for each
   */
  public record KnockConfig(
      Knocker knocker, Duration delayAfterKnock, Optional<Duration> reuseWindow) {
    /** What servers keep a port open for when nothing is asked for. */
    private static final Duration DEFAULT_ACCESS = Duration.ofSeconds(30);

    /** What servers cut longer wishes to by default (MAX_FW_TIMEOUT). */
    private static final Duration MAX_ACCESS = Duration.ofMinutes(5);

    /**
     * How long a port is trusted to stay open: two thirds of what servers grant by default.
     *
     * @param accessTimeout what the packet asks for; absent means the server's own choice
     */
    public static Duration reuseWindow(Optional<Duration> accessTimeout) {
      Duration wish = accessTimeout.orElse(DEFAULT_ACCESS);
      Duration granted = wish.compareTo(MAX_ACCESS) < 0 ? wish : MAX_ACCESS;
      return granted.multipliedBy(2).dividedBy(3);
    }

    /** A knock for each connection. */
    public static KnockConfig each(Knocker knocker) {
      return new KnockConfig(knocker, Duration.ZERO, Optional.empty());
    }

    /** One knock for connections that come within 20 s. */
    public static KnockConfig shared(Knocker knocker) {
      return shared(knocker, reuseWindow(Optional.empty()));
    }

    /** One knock for connections that come within {@code window}. */
    public static KnockConfig shared(Knocker knocker, Duration window) {
      return new KnockConfig(knocker, Duration.ZERO, Optional.of(window));
    }
  }

  /** Settings of a tunnel. Everything has a default but the target. Not thread-safe. */
  public static final class Builder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private SocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private HostAndPort target;
    private Mode mode = Mode.MULTI;
    private Duration connectTimeout = CONNECT_TIMEOUT;
    private Optional<KnockConfig> knock = Optional.empty();
    private RelayConfig relay = RelayConfig.DEFAULT;
    private ClientLimits limits = ClientLimits.DEFAULT;

    private Builder(HostAndPort target) {
      this.target = target;
    }

    /** A port of the loopback address; 0 takes any free one, which is the default. */
    public Builder listen(int port) {
      return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where to listen, as {@link TunnelConfig#bind} has it. */
    public Builder listen(SocketAddress address) {
      this.bind = address;
      return this;
    }

    public Builder target(HostAndPort other) {
      this.target = other;
      return this;
    }

    /** {@link Mode#MULTI} by default. */
    public Builder mode(Mode mode) {
      this.mode = mode;
      return this;
    }

    /** How long a connection may take to come about, after its knock if there is one; 10 s. */
    public Builder connectTimeout(Duration time) {
      this.connectTimeout = time;
      return this;
    }

    /** What opens the port; nothing by default. */
    public Builder knock(KnockConfig config) {
      this.knock = Optional.of(config);
      return this;
    }

    public Builder relay(RelayConfig config) {
      this.relay = config;
      return this;
    }

    public Builder limits(ClientLimits limits) {
      this.limits = limits;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException if it is to listen on something else than a port or a path
     */
    public TunnelConfig build() {
      return new TunnelConfig(bind, target, mode, connectTimeout, knock, relay, limits);
    }
  }
}
