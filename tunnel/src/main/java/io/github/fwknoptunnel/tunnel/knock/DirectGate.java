package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** No knock: resolves the name, IPv6 included, and lets everybody through. */
public final class DirectGate implements Gate {
  /** A gate is not closed; its thread ends when nobody has asked for so long. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Nothing to look up, and two hand-overs between threads saved. */
  private static final Pattern LITERAL = Pattern.compile("\\d+(\\.\\d+){3}|[^:]*:.*:.*");

  private final String host;
  private final boolean literal;
  private final int port;
  private final Duration patience;
  private final ThreadPoolExecutor resolving =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().name("resolve").daemon().unstarted(task));

  public DirectGate(String host, int port, Duration patience) {
    this.host = host;
    this.literal = LITERAL.matcher(host).matches();
    this.port = port;
    this.patience = patience;
    resolving.allowCoreThreadTimeOut(true);
  }

  @Override
  public boolean knocks() {
    return false;
  }

  @Override
  public CompletableFuture<Way> open(long connection) {
    CompletableFuture<Way> way = new CompletableFuture<>();
    if (literal) {
      resolve(way);
    } else {
      // The JDK remembers answers, so a burst of connections asks the name server once.
      resolving.execute(() -> resolve(way));
    }
    return way;
  }

  private void resolve(CompletableFuture<Way> way) {
    try {
      way.complete(new Way.Connect(addresses(), patience, false));
    } catch (OpenException | RuntimeException | Error e) {
      way.completeExceptionally(e);
    }
  }

  private List<InetSocketAddress> addresses() throws OpenException {
    List<InetAddress> all = Names.all(host);
    return all.stream().map(address -> new InetSocketAddress(address, port)).toList();
  }
}
