package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.HostResolver;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** No knock: resolves the name, IPv6 included, and lets everybody through. */
public final class DirectUpstream implements Upstreams {
  /** An upstream is not closed; its thread ends when nobody has asked for so long. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Nothing to look up, and two hand-overs between threads saved. */
  private static final Pattern LITERAL = Pattern.compile("\\d+(\\.\\d+){3}|[^:]*:.*:.*");

  private final String host;
  private final boolean literal;
  private final int port;
  private final Duration timeout;
  private final Executor resolving;

  public DirectUpstream(String host, int port, Duration timeout) {
    this(host, port, timeout, resolvers(1));
  }

  /**
   * The same where several share the threads that look names up.
   *
   * @param resolving see {@link #resolvers}
   */
  public DirectUpstream(String host, int port, Duration timeout, Executor resolving) {
    this.host = host;
    this.literal = LITERAL.matcher(host).matches();
    this.port = port;
    this.timeout = timeout;
    this.resolving = resolving;
  }

  /** Threads that look names up, this many at most; there are none while nobody asks. */
  public static Executor resolvers(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().name("resolve").daemon().unstarted(task));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public boolean requiresKnock() {
    return false;
  }

  @Override
  public CompletableFuture<Upstream> acquire(long connection) {
    CompletableFuture<Upstream> way = new CompletableFuture<>();
    if (literal) {
      resolve(way);
    } else {
      // The JDK remembers answers, so a burst of connections asks the name server once.
      resolving.execute(() -> resolve(way));
    }
    return way;
  }

  private void resolve(CompletableFuture<Upstream> way) {
    if (way.isDone()) {
      return; // The client has left, and others wait for this thread.
    }
    try {
      way.complete(new Upstream.Addresses(addresses(), timeout, false));
    } catch (ConnectFailedException | RuntimeException | Error e) {
      way.completeExceptionally(e);
    }
  }

  private List<InetSocketAddress> addresses() throws ConnectFailedException {
    try {
      List<InetAddress> all = HostResolver.resolveAll(host);
      return all.stream().map(address -> new InetSocketAddress(address, port)).toList();
    } catch (UnknownHostException e) {
      throw new ConnectFailedException(new ConnectFailure.NameNotResolved(host));
    }
  }
}
