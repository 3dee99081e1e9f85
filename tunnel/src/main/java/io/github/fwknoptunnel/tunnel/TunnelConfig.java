package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One tunnel.
 *
 * @param bind where to listen: an {@link InetSocketAddress}, whose port 0 takes any free one, or a
 *     {@link UnixDomainSocketAddress}, which only the owner of the process can connect to
 * @param target where to connect to
 * @param connectTimeout how long a connection may take to come about
 * @param knock what opens the way; absent for a plain tunnel
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

  /** With the limits that suit most. */
  public TunnelConfig(
      SocketAddress bind,
      HostAndPort target,
      Mode mode,
      Duration connectTimeout,
      Optional<KnockConfig> knock,
      RelayConfig relay) {
    this(bind, target, mode, connectTimeout, knock, relay, ClientLimits.DEFAULT);
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
      Knocker knocker, Duration delayAfterKnock, Optional<Duration> reuseWindow) {}
}
