package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One tunnel, from its listening address to its target. Immutable. {@link #builder} has a default
 * for all but the destination.
 *
 * @param bind where to listen: an {@link InetSocketAddress}, whose port 0 takes any free one, or a
 *     {@link UnixDomainSocketAddress}, which only the owner of the process can connect to
 * @param destination where connections lead, and what opens the way
 * @param mode how many connections at a time
 * @param connectTimeout how long a connection may take to come about, after its knock
 * @param relay how long connections may be silent, and how many threads serve them
 * @param limits what clients may have
 */
public record TunnelConfig(
    SocketAddress bind,
    Destination destination,
    Mode mode,
    Duration connectTimeout,
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
    return new Builder(new Destination.Fixed(new HostAndPort(host, port), Optional.empty()));
  }

  /**
   * A proxy for SOCKS5 and HTTP CONNECT on any free port of the loopback address: its clients name
   * their targets.
   */
  public static Builder builder(Router router) {
    return new Builder(new Destination.NamedByClient(router));
  }

  /** A builder of configurations that differ from this one. */
  public Builder toBuilder() {
    return new Builder(destination)
        .listen(bind)
        .mode(mode)
        .connectTimeout(connectTimeout)
        .relay(relay)
        .limits(limits);
  }

  /** Where connections lead. */
  public sealed interface Destination {
    /**
     * All to one target.
     *
     * @param knock what opens the way; absent for a plain tunnel
     */
    record Fixed(HostAndPort target, Optional<KnockConfig> knock) implements Destination {}

    /** Each to the target that its client names by SOCKS5 or HTTP CONNECT. */
    record NamedByClient(Router router) implements Destination {}
  }

  /** Decides about the targets that clients name. Thread-safe; must not block. */
  @FunctionalInterface
  public interface Router {
    /**
     * What happens before a connection to {@code target}. The tunnel keeps the answer while clients
     * use the target, and asks again later.
     *
     * @param target its host is a name in lower case without a trailing dot, or an address
     * @return empty if no rule is about it: the client is refused
     */
    Optional<Route> route(HostAndPort target);

    /** What clients of HTTP CONNECT read about a failure, in one paragraph. */
    default String explain(ConnectFailure failure) {
      return String.valueOf(new ConnectFailedException(failure).getMessage());
    }
  }

  /** What a {@link Router} decides. */
  public sealed interface Route {
    /** The rule that decided, as the user wrote it, for events. */
    String rule();

    /** Connect without a knock. */
    record Direct(String rule) implements Route {}

    /** Open the port first. */
    record Knock(String rule, KnockConfig knock) implements Route {}

    /** Refuse the client. */
    record Reject(String rule) implements Route {}
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
    private Destination destination;
    private Mode mode = Mode.MULTI;
    private Duration connectTimeout = CONNECT_TIMEOUT;
    private RelayConfig relay = RelayConfig.DEFAULT;
    private ClientLimits limits = ClientLimits.DEFAULT;

    private Builder(Destination destination) {
      this.destination = destination;
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

    /** Leads all connections to {@code other}; what opens the port stays. */
    public Builder target(HostAndPort other) {
      this.destination =
          new Destination.Fixed(
              other,
              destination instanceof Destination.Fixed fixed ? fixed.knock() : Optional.empty());
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

    /**
     * What opens the port; nothing by default.
     *
     * @throws IllegalStateException if clients name their targets: each route has its own knock
     */
    public Builder knock(KnockConfig config) {
      if (!(destination instanceof Destination.Fixed fixed)) {
        throw new IllegalStateException("each route has its own knock");
      }
      this.destination = new Destination.Fixed(fixed.target(), Optional.of(config));
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
      return new TunnelConfig(bind, destination, mode, connectTimeout, relay, limits);
    }
  }
}
