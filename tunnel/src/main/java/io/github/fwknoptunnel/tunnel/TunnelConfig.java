package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one tunnel. Immutable. {@link #builder} has defaults for all but the destination.
 *
 * @param bind a port (0 for any free one), or a Unix-domain socket, which only its owner can use
 * @param destination where connections lead, and whether to knock
 * @param mode how many connections at a time
 * @param connectTimeout maximum time to connect, after the knock if there is one
 * @param relay idle timeouts, threads and keep-alive
 * @param limits how many clients may connect, and the users whose processes may
 * @param family of the target's addresses; absent means IPv4 after a knock, and any without
 */
public record TunnelConfig(
    SocketAddress bind,
    Destination destination,
    Mode mode,
    Duration connectTimeout,
    RelayConfig relay,
    ClientLimits limits,
    Optional<KnockTarget.Family> family) {
  /** Refuses other kinds of addresses. */
  public TunnelConfig {
    if (!(bind instanceof InetSocketAddress || bind instanceof UnixDomainSocketAddress)) {
      throw new IllegalArgumentException("neither a port nor a Unix-domain socket: " + bind);
    }
  }

  /**
   * {@return a builder for a tunnel without a knock, on any free port of the loopback address}
   *
   * @param host as {@link HostAndPort#host}
   * @param port 1 to 65535
   */
  public static Builder builder(String host, int port) {
    return new Builder(new Destination.Fixed(new HostAndPort(host, port), Optional.empty()));
  }

  /**
   * {@return a builder for a SOCKS5 and HTTP CONNECT proxy, on any free port of loopback}
   *
   * @param router decides about the targets that clients name
   */
  public static Builder builder(Router router) {
    return new Builder(new Destination.NamedByClient(router));
  }

  /** {@return a builder with these settings} */
  public Builder toBuilder() {
    Builder same = new Builder(destination).listen(bind).mode(mode).relay(relay).limits(limits);
    same.family = family;
    return same.connectTimeout(connectTimeout);
  }

  /** Where connections lead. */
  public sealed interface Destination {
    /**
     * All connections lead to one target.
     *
     * @param target host and port
     * @param knock how to open the port; absent for a connection without a knock
     */
    record Fixed(HostAndPort target, Optional<KnockConfig> knock) implements Destination {}

    /**
     * Each client names its target by SOCKS5 or HTTP CONNECT.
     *
     * @param router decides about the targets
     */
    record NamedByClient(Router router) implements Destination {}
  }

  /** Decides about the targets that clients name. Thread-safe; must not block. */
  @FunctionalInterface
  public interface Router {
    /**
     * {@return the decision, cached while clients use the target; empty means refuse the client}
     *
     * @param target its host is a name in lower case without a trailing dot, or an address
     */
    Optional<Route> route(HostAndPort target);

    /**
     * {@return the text that clients of HTTP CONNECT receive about a failure, one paragraph}
     *
     * @param failure why the target could not be reached
     */
    default String explain(ConnectFailure failure) {
      return String.valueOf(new ConnectFailedException(failure).getMessage());
    }
  }

  /** The decision of a {@link Router}. */
  public sealed interface Route {
    /** {@return the rule that decided, as the user wrote it, for events} */
    String rule();

    /**
     * Connect without a knock.
     *
     * @param rule as the user wrote it
     */
    record Direct(String rule) implements Route {}

    /**
     * Open the port first.
     *
     * @param rule as the user wrote it
     * @param knock how to open the port
     */
    record Knock(String rule, KnockConfig knock) implements Route {}

    /**
     * Refuse the client.
     *
     * @param rule as the user wrote it
     */
    record Reject(String rule) implements Route {}
  }

  /**
   * A target.
   *
   * @param host name or address; several, separated by commas, are tried in their order
   * @param port 1 to 65535
   */
  public record HostAndPort(String host, int port) {
    /** Refuses an empty host and a port out of range. */
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
    /** One; the listening port is closed while it lasts. */
    SINGLE
  }

  /**
   * The maximum number of connections, which {@link Mode#SINGLE} ignores, and who may connect.
   *
   * @param connections at least 1; further clients wait in the listen queue
   * @param users whose processes may connect; absent means all users
   */
  public record ClientLimits(int connections, Optional<AllowedUsers> users) {
    /** 4096 connections, of all users. */
    public static final ClientLimits DEFAULT = new ClientLimits(4096, Optional.empty());

    /** Refuses a number of connections below 1. */
    public ClientLimits {
      if (connections < 1) {
        throw new IllegalArgumentException("connections: " + connections);
      }
    }
  }

  /**
   * How to open the port.
   *
   * @param knocker sends the packet or runs the command
   * @param delayAfterKnock time between each knock and the next attempt to connect; normally zero
   * @param reuseWindow how long connections share a knock; absent means a knock for each
   */
  public record KnockConfig(
      Knocker knocker, Duration delayAfterKnock, Optional<Duration> reuseWindow) {
    /**
     * {@return a configuration in which one knock serves all connections of the following 20 s}
     *
     * @param knocker sends the packet or runs the command
     */
    public static KnockConfig shared(Knocker knocker) {
      Duration window = SpaKnocker.reuseWindow(Optional.empty());
      return new KnockConfig(knocker, Duration.ZERO, Optional.of(window));
    }
  }

  /** The settings of a tunnel. All but the destination have defaults. Not thread-safe. */
  public static final class Builder {
    private SocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private Destination destination;
    private Mode mode = Mode.MULTI;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private RelayConfig relay = RelayConfig.DEFAULT;
    private ClientLimits limits = ClientLimits.DEFAULT;
    private Optional<KnockTarget.Family> family = Optional.empty();

    private Builder(Destination destination) {
      this.destination = destination;
    }

    /**
     * {@return this builder, with this local port, on the loopback address}
     *
     * @param port 0 means any free one, the default
     */
    public Builder listen(int port) {
      return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * {@return this builder, with this local address}
     *
     * @param address as {@link TunnelConfig#bind}
     */
    public Builder listen(SocketAddress address) {
      this.bind = address;
      return this;
    }

    /**
     * {@return this builder, with this many connections at a time}
     *
     * @param mode {@link Mode#MULTI} by default
     */
    public Builder mode(Mode mode) {
      this.mode = mode;
      return this;
    }

    /**
     * {@return this builder, with this time limit for connecting}
     *
     * @param time after the knock if there is one; 10 s by default
     */
    public Builder connectTimeout(Duration time) {
      this.connectTimeout = time;
      return this;
    }

    /**
     * {@return this builder, with this knock; not for clients that name their targets}
     *
     * @param config the same for all connections; no knock by default
     */
    public Builder knock(KnockConfig config) {
      if (!(destination instanceof Destination.Fixed fixed)) {
        throw new IllegalStateException("each route has its own knock");
      }
      this.destination = new Destination.Fixed(fixed.target(), Optional.of(config));
      return this;
    }

    /**
     * {@return this builder, with this relay}
     *
     * @param config {@link RelayConfig#DEFAULT} by default
     */
    public Builder relay(RelayConfig config) {
      this.relay = config;
      return this;
    }

    /**
     * {@return this builder, with these limits}
     *
     * @param limits {@link ClientLimits#DEFAULT} by default
     */
    public Builder limits(ClientLimits limits) {
      this.limits = limits;
      return this;
    }

    /**
     * {@return this builder, with this family of the target's addresses}
     *
     * @param addresses IPv4 by default, and any without a knock; fwknopd supports IPv4 only
     */
    public Builder family(KnockTarget.Family addresses) {
      this.family = Optional.of(addresses);
      return this;
    }

    /** {@return the configuration} */
    public TunnelConfig build() {
      return new TunnelConfig(bind, destination, mode, connectTimeout, relay, limits, family);
    }
  }
}
