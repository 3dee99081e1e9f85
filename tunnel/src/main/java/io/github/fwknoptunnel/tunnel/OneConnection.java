package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import io.github.fwknoptunnel.tunnel.knock.DirectGate;
import io.github.fwknoptunnel.tunnel.knock.Way;
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
 * @param openTimeout how long the connection may take to come about
 * @param door what opens the way; absent for an ordinary connect. That it may be shared means
 *     nothing here
 * @param listener hears of connection 1
 */
public record OneConnection(
    Target target, Duration openTimeout, Optional<DoorConfig> door, TunnelListener listener) {
  private static final long NUMBER = 1;

  /**
   * Knocks and connects.
   *
   * @return connected and blocking; it belongs to the caller. It is the probe that got through: the
   *     server sees one connection
   * @throws OpenException if no connection came about
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public SocketChannel open() throws OpenException, InterruptedException {
    long started = System.nanoTime();
    SocketChannel channel = door.isPresent() ? through(door.get()) : directly();
    listener.happened(
        new TunnelEvent.Connected(NUMBER, Duration.ofNanos(System.nanoTime() - started)));
    return channel;
  }

  private SocketChannel through(DoorConfig closed) throws OpenException, InterruptedException {
    Opened opened = Gates.door(target, openTimeout, closed, listener).open(NUMBER);
    try {
      return ready(opened.channel());
    } catch (IOException e) {
      Seen seen = new Seen(opened.target(), opened.knocks(), opened.probes(), opened.took());
      throw new OpenException(ConnectFailures.of(seen, e));
    }
  }

  private SocketChannel directly() throws OpenException, InterruptedException {
    Way.Connect way = resolved();
    try {
      return connect(way.addresses());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the connect was called off");
      }
      throw new OpenException(ConnectFailures.of(way, e));
    }
  }

  private Way.Connect resolved() throws OpenException, InterruptedException {
    try {
      return (Way.Connect)
          new DirectGate(target.host(), target.port(), openTimeout).open(NUMBER).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OpenException known) {
        throw known;
      }
      throw new IllegalStateException("the name could not be looked up", e.getCause());
    }
  }

  /** The addresses in their order; each gets its share of the time that is left. */
  private SocketChannel connect(List<InetSocketAddress> addresses) throws IOException {
    long end = System.nanoTime() + openTimeout.toNanos();
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

  private static SocketChannel connect(InetSocketAddress address, Duration patience)
      throws IOException {
    if (!patience.isPositive()) {
      throw new SocketTimeoutException("no time is left");
    }
    boolean six = address.getAddress() instanceof Inet6Address;
    SocketChannel channel =
        SocketChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      channel.socket().connect(address, (int) Math.max(1, patience.toMillis()));
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
