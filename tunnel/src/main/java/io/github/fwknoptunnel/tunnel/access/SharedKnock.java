package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Knocks once for simultaneous connections, and not at all while the port is assumed to be open.
 *
 * <p>The assumption may be wrong: a connection that gets no answer knocks again.
 */
public final class SharedKnock implements Upstreams {
  /** Silence is suspected after three times the last connect time, and never sooner than this. */
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(300);

  /** A check needs a socket of its own, and cost a third of a connect on loopback. */
  private static final long RECHECK_NANOS = 100_000_000;

  private final PortOpener opener;
  private final Duration windowLength;
  private @Nullable KnockAttempt pending;
  private @Nullable OpenAccess openAccess;
  private Duration timeout = MIN_TIMEOUT;
  private long sourceCheckedAt;

  /**
   * What is known of an open port: it holds for the address and for this machine's own address on
   * the way there.
   */
  private record OpenAccess(
      InetSocketAddress target, AccessWindow window, Optional<InetAddress> from) {
    boolean hasSource() {
      return sourceTowards(target).equals(from);
    }
  }

  /** This machine's address by the routing table; sends nothing. Empty where there is no route. */
  private static Optional<InetAddress> sourceTowards(InetSocketAddress target) {
    try (DatagramChannel channel = Channels.datagram(target.getAddress())) {
      channel.connect(target);
      return Optional.of(((InetSocketAddress) channel.getLocalAddress()).getAddress());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public SharedKnock(PortOpener opener, Duration windowLength) {
    this.opener = opener;
    this.windowLength = windowLength;
  }

  @Override
  public synchronized CompletableFuture<Upstream> acquire(long connection) {
    OpenAccess known = openAccess;
    if (known != null && known.window().isOpen() && sourceIsUnchanged(known)) {
      return CompletableFuture.completedFuture(
          new Upstream.Addresses(List.of(known.target()), timeout, true));
    }
    openAccess = null;
    return joinAttempt(connection);
  }

  private boolean sourceIsUnchanged(OpenAccess known) {
    long now = System.nanoTime();
    if (now - sourceCheckedAt < RECHECK_NANOS) {
      return true;
    }
    sourceCheckedAt = now;
    return known.hasSource();
  }

  private CompletableFuture<Upstream> joinAttempt(long connection) {
    KnockAttempt current = pending;
    if (current != null) {
      Optional<CompletableFuture<Upstream>> joined = current.tryJoin();
      if (joined.isPresent()) {
        return joined.get();
      }
    }
    // The window starts before the knock: the server's own begins no sooner.
    AccessWindow window = AccessWindow.startingNow(windowLength);
    KnockAttempt fresh =
        new KnockAttempt(
            opener, connection, (ended, result) -> attemptCompleted(ended, window, result));
    CompletableFuture<Upstream> first = fresh.start();
    pending = fresh;
    return first;
  }

  private synchronized void attemptCompleted(
      KnockAttempt ended, AccessWindow window, Optional<DialResult> result) {
    if (ended != pending) {
      return; // Everybody left it, and another began meanwhile: that one counts.
    }
    pending = null;
    // With MIN_TIMEOUT, a slow path would never confirm the access.
    result.ifPresent(opened -> recordConnectTime(opened.connectTime()));
    sourceCheckedAt = System.nanoTime();
    openAccess =
        result.map(o -> new OpenAccess(o.target(), window, sourceTowards(o.target()))).orElse(null);
  }

  @Override
  public synchronized void invalidate() {
    openAccess = null;
  }

  @Override
  public synchronized void recordConnectTime(Duration connectTime) {
    Duration threefold = connectTime.multipliedBy(3);
    timeout = threefold.compareTo(MIN_TIMEOUT) > 0 ? threefold : MIN_TIMEOUT;
  }
}
