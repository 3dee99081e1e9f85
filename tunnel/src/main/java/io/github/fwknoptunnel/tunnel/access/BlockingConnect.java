package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.dial.StaggeredConnect;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects on the calling thread, as its upstream requires. For one connection. */
public final class BlockingConnect {
  private final Upstreams upstreams;
  private final long connection;
  private final Runnable accessExpired;
  private final long start = System.nanoTime();
  private final Duration limit;

  /**
   * A connect with a limit for the whole, from now on; {@code accessExpired} is called where a port
   * that was opened before is silent.
   */
  public BlockingConnect(
      Upstreams upstreams, long connection, Duration limit, Runnable accessExpired) {
    this.upstreams = upstreams;
    this.connection = connection;
    this.limit = limit;
    this.accessExpired = accessExpired;
  }

  /**
   * Connects.
   *
   * @return blocking
   * @throws ConnectFailedException if no address answers
   * @throws SocketTimeoutException if the time is up
   * @throws InterruptedException if the thread was interrupted; everything is closed that is not
   *     shared with another call
   */
  public SocketChannel connect() throws IOException, InterruptedException {
    Upstream pending = acquire();
    if (pending instanceof Upstream.Addresses known && known.cachedAccess()) {
      try {
        return confirm(known);
      } catch (ConnectFailedException e) {
        accessExpired.run();
        upstreams.invalidate();
        pending = acquire();
      }
    }
    return switch (pending) {
      case Upstream.Connected found -> ready(found.result());
      case Upstream.Addresses known -> connect(known);
    };
  }

  /** A port that was opened before. */
  private SocketChannel confirm(Upstream.Addresses known) throws IOException, InterruptedException {
    long before = System.nanoTime();
    SocketChannel channel = connect(known);
    upstreams.recordConnectTime(Duration.ofNanos(System.nanoTime() - before));
    return channel;
  }

  /** On another thread: a name that is looked up notices no interrupt. */
  private Upstream acquire() throws IOException, InterruptedException {
    CompletableFuture<Upstream> pending = upstreams.acquire(connection);
    try {
      return pending.get(left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      giveUp(pending);
      throw e;
    } catch (TimeoutException e) {
      giveUp(pending);
      throw timedOut();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw cause instanceof ConnectFailedException known
          ? known
          : new ConnectFailedException(new ConnectFailure.Internal(cause));
    }
  }

  private static void giveUp(CompletableFuture<Upstream> pending) throws IOException {
    if (pending.cancel(false)) {
      if (pending instanceof KnockAttempt.Place place) {
        place.awaitStop();
      }
    } else if (!pending.isCompletedExceptionally()
        && pending.join() instanceof Upstream.Connected found) {
      found.result().channel().close();
    }
  }

  private Duration left() {
    return limit.minusNanos(System.nanoTime() - start);
  }

  private SocketTimeoutException timedOut() {
    return new SocketTimeoutException("no connection in " + limit.toMillis() + " ms");
  }

  private SocketChannel connect(Upstream.Addresses upstream)
      throws IOException, InterruptedException {
    Duration left = left();
    boolean limited = left.compareTo(upstream.timeout()) < 0;
    try {
      SocketChannel channel = connect(upstream.addresses(), limited ? left : upstream.timeout());
      upstreams.recordAddress((InetSocketAddress) channel.getRemoteAddress());
      return channel;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the connect was cancelled");
      }
      if (limited && e instanceof SocketTimeoutException) {
        throw timedOut();
      }
      throw ConnectFailures.failed(upstream, e);
    }
  }

  private static SocketChannel connect(List<InetSocketAddress> addresses, Duration timeout)
      throws IOException, InterruptedException {
    return addresses.size() == 1
        ? connect(addresses.getFirst(), timeout)
        : ready(StaggeredConnect.connect(addresses, timeout));
  }

  private static SocketChannel connect(InetSocketAddress address, Duration timeout)
      throws IOException {
    if (!timeout.isPositive()) {
      throw new SocketTimeoutException("no time is left");
    }
    SocketChannel channel = Channels.stream(address.getAddress());
    try {
      channel.socket().connect(address, (int) Math.max(1, timeout.toMillis()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return ready(channel);
  }

  /** The probe that found the port open, as other connections are. */
  private static SocketChannel ready(DialResult opened) throws ConnectFailedException {
    try {
      return ready(opened.channel());
    } catch (IOException e) {
      ConnectFailure.DialStats seen =
          new ConnectFailure.DialStats(
              opened.target(), opened.knocks(), opened.probes(), opened.took());
      throw new ConnectFailedException(ConnectFailures.of(seen, e));
    }
  }

  /** No Nagle delay: the writer may wait for the answer. */
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
