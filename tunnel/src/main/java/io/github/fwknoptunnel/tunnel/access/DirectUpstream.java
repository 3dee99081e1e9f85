package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.spa.net.HostResolver;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An upstream without a knock: resolves the names, of both families by default. The address that
 * connected last comes first.
 */
public final class DirectUpstream implements Upstreams {
  /** An upstream is not closed; its thread ends when it was not used for so long. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Nothing to look up, and two hand-overs between threads saved. */
  private static final Pattern LITERAL = Pattern.compile("\\d+(\\.\\d+){3}|[^:]*:.*:.*");

  private final HostList hosts;
  private final boolean literal;
  private final int port;
  private final KnockTarget.Family family;
  private final Duration timeout;
  private final Executor resolving;
  private volatile @Nullable InetSocketAddress winner;

  /** An upstream that has resolved nothing yet; see {@link #resolvers}. */
  public DirectUpstream(
      String host, int port, KnockTarget.Family family, Duration timeout, Executor resolving) {
    this.hosts = HostList.of(host);
    this.literal = LITERAL.matcher(host).matches();
    this.port = port;
    this.family = family;
    this.timeout = timeout;
    this.resolving = resolving;
  }

  /** Threads that look names up, this many at most; none while they are not used. */
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
    CompletableFuture<Upstream> upstream = new CompletableFuture<>();
    if (literal) {
      resolve(upstream);
    } else {
      // The JDK remembers answers, so a burst of connections queries the name server once.
      resolving.execute(() -> resolve(upstream));
    }
    return upstream;
  }

  private void resolve(CompletableFuture<Upstream> upstream) {
    if (upstream.isDone()) {
      return; // The client has left, and others wait for this thread.
    }
    try {
      upstream.complete(new Upstream.Addresses(addresses(), timeout, false));
    } catch (ConnectFailedException | RuntimeException | Error e) {
      upstream.completeExceptionally(e);
    }
  }

  private List<InetSocketAddress> addresses() throws ConnectFailedException {
    Set<InetSocketAddress> all = new LinkedHashSet<>();
    String unresolved = "";
    for (String host : hosts.names()) {
      try {
        HostResolver.resolve(host, family::includes)
            .forEach(ip -> all.add(new InetSocketAddress(ip, port)));
      } catch (UnknownHostException e) {
        unresolved = unresolved.isEmpty() ? host : unresolved; // The others may do.
      }
    }
    if (all.isEmpty()) {
      throw new ConnectFailedException(none(unresolved));
    }
    List<InetSocketAddress> inOrder = new ArrayList<>(all);
    InetSocketAddress last = winner;
    if (last != null && inOrder.remove(last)) {
      inOrder.addFirst(last);
    }
    return inOrder;
  }

  /** The first of the names decides. */
  private ConnectFailure none(String unresolved) {
    String host = hosts.names().getFirst();
    return host.equals(unresolved)
        ? new ConnectFailure.NameNotResolved(host)
        : ConnectFailure.noAddress(host, family);
  }

  @Override
  public void recordAddress(InetSocketAddress address) {
    winner = address;
  }
}
