package io.github.fwknoptunnel.tunnel.access;

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
import java.util.concurrent.ExecutionException;

/**
 * One connection without a knock, on the thread that asks for it.
 *
 * @param timeout from the moment at which the name is known
 */
public record DirectConnect(String host, int port, Duration timeout) {
  /**
   * Connects to the addresses of the name in their order; each gets its share of the time that is
   * left.
   *
   * @return blocking
   * @throws ConnectFailedException if no address answers
   * @throws InterruptedException if the thread was interrupted; nothing is left open
   */
  public SocketChannel connect() throws ConnectFailedException, InterruptedException {
    List<InetSocketAddress> addresses = addresses();
    try {
      return connect(addresses);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the connect was called off");
      }
      throw new ConnectFailedException(
          ConnectFailures.of(new ConnectFailure.DialStats(addresses.getFirst(), 0, 1, timeout), e));
    }
  }

  /** On another thread: a look-up hears no interrupt. */
  private List<InetSocketAddress> addresses() throws ConnectFailedException, InterruptedException {
    try {
      Upstream found = new DirectUpstream(host, port, timeout).acquire(1).get();
      return ((Upstream.Addresses) found).addresses();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectFailedException known) {
        throw known;
      }
      throw new IllegalStateException("the name could not be looked up", e.getCause());
    }
  }

  private SocketChannel connect(List<InetSocketAddress> addresses) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
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

  /** The connection that a knock has opened, as the others are. */
  public static SocketChannel ready(DialResult opened) throws ConnectFailedException {
    try {
      return ready(opened.channel());
    } catch (IOException e) {
      ConnectFailure.DialStats seen =
          new ConnectFailure.DialStats(
              opened.target(), opened.knocks(), opened.probes(), opened.took());
      throw new ConnectFailedException(ConnectFailures.of(seen, e));
    }
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
