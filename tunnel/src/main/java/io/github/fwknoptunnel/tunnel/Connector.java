package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.access.DirectUpstream;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * One connection to a remote port that is opened first when needed, for programs that want no local
 * port. Immutable; its methods block.
 *
 * @param connectTimeout how long the connection may take to come about
 * @param knock what opens the way; absent for an ordinary connect. That it may be shared means
 *     nothing here
 * @param listener hears of connection 1
 */
public record Connector(
    TunnelConfig.HostAndPort target,
    Duration connectTimeout,
    Optional<TunnelConfig.KnockConfig> knock,
    TunnelListener listener) {
  private static final long NUMBER = 1;

  /**
   * Knocks and connects.
   *
   * @return connected and blocking; it belongs to the caller. It is the probe that got through: the
   *     server sees one connection
   * @throws ConnectFailedException if no connection came about
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public SocketChannel connect() throws ConnectFailedException, InterruptedException {
    long started = System.nanoTime();
    SocketChannel channel = knock.isPresent() ? knockAndConnect(knock.get()) : directly();
    listener.onEvent(
        new TunnelEvent.Connected(NUMBER, Duration.ofNanos(System.nanoTime() - started)));
    return channel;
  }

  private SocketChannel knockAndConnect(TunnelConfig.KnockConfig closed)
      throws ConnectFailedException, InterruptedException {
    DialResult opened =
        UpstreamFactory.portOpener(target, connectTimeout, closed, listener).open(NUMBER);
    try {
      return ready(opened.channel());
    } catch (IOException e) {
      ConnectFailure.DialStats seen =
          new ConnectFailure.DialStats(
              opened.target(), opened.knocks(), opened.probes(), opened.took());
      throw new ConnectFailedException(ConnectFailures.of(seen, e));
    }
  }

  private SocketChannel directly() throws ConnectFailedException, InterruptedException {
    Upstream.Addresses upstream = resolved();
    try {
      return connect(upstream.addresses());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the connect was called off");
      }
      throw new ConnectFailedException(ConnectFailures.of(upstream, e));
    }
  }

  private Upstream.Addresses resolved() throws ConnectFailedException, InterruptedException {
    try {
      return (Upstream.Addresses)
          new DirectUpstream(target.host(), target.port(), connectTimeout).acquire(NUMBER).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectFailedException known) {
        throw known;
      }
      throw new IllegalStateException("the name could not be looked up", e.getCause());
    }
  }

  /** The addresses in their order; each gets its share of the time that is left. */
  private SocketChannel connect(List<InetSocketAddress> addresses) throws IOException {
    long end = System.nanoTime() + connectTimeout.toNanos();
    IOException failure = new NoRouteToHostException("no address");
    for (int i = 0; i < addresses.size() && !Thread.currentThread().isInterrupted(); i++) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      try {
        return connect(addresses.get(i), left.dividedBy(addresses.size() - i));
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static SocketChannel connect(InetSocketAddress address, Duration timeout)
      throws IOException {
    if (!timeout.isPositive()) {
      throw new SocketTimeoutException("no time is left");
    }
    boolean six = address.getAddress() instanceof Inet6Address;
    SocketChannel channel =
        SocketChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      channel.socket().connect(address, (int) Math.max(1, timeout.toMillis()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return ready(channel);
  }

  /** Each piece leaves at once: whoever writes it may wait for the answer. */
  private static SocketChannel ready(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(true);
      return channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
