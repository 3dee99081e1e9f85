package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Opened;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Knocks once for connections that come together, and not at all while the door is thought to be
 * open.
 *
 * <p>That thought is a guess: a connection that meets silence knocks after all.
 */
public final class SharedGate implements Gate {
  /** Silence is suspected after three times the last connect time, and never sooner than this. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(300);

  private final Door door;
  private final Duration windowLength;
  private @Nullable Opening underWay;
  private @Nullable Trust trust;
  private Duration patience = SHORTEST_PATIENCE;

  /**
   * What is known of an open door: it holds for the address and for this machine's own address on
   * the way there.
   */
  private record Trust(InetSocketAddress target, AccessWindow window, Optional<InetAddress> from) {
    boolean holds() {
      return window.isOpen() && LocalRoute.to(target).equals(from);
    }
  }

  public SharedGate(Door door, Duration windowLength) {
    this.door = door;
    this.windowLength = windowLength;
  }

  @Override
  public synchronized CompletableFuture<Way> open(long connection) {
    Trust known = trust;
    if (known != null && known.holds()) {
      return CompletableFuture.completedFuture(
          new Way.Connect(List.of(known.target()), patience, true));
    }
    trust = null;
    return joinOpening(connection);
  }

  private CompletableFuture<Way> joinOpening(long connection) {
    Opening current = underWay;
    if (current != null) {
      Optional<CompletableFuture<Way>> joined = current.join();
      if (joined.isPresent()) {
        return joined.get();
      }
    }
    // The window starts before the knock: the server's own begins no sooner.
    AccessWindow window = AccessWindow.startingNow(windowLength);
    Opening fresh = new Opening(door, connection, (ended, result) -> over(ended, window, result));
    CompletableFuture<Way> first = fresh.start();
    underWay = fresh;
    return first;
  }

  private synchronized void over(Opening ended, AccessWindow window, Optional<Opened> result) {
    if (ended != underWay) {
      return; // Everybody left it, and another began meanwhile: that one counts.
    }
    underWay = null;
    // Else no trusted connect over a slow network could ever be quick enough to be confirmed.
    result.ifPresent(opened -> confirmed(opened.connectTime()));
    trust = result.map(o -> new Trust(o.target(), window, LocalRoute.to(o.target()))).orElse(null);
  }

  @Override
  public synchronized void distrust() {
    trust = null;
  }

  @Override
  public synchronized void confirmed(Duration connectTime) {
    Duration threefold = connectTime.multipliedBy(3);
    patience = threefold.compareTo(SHORTEST_PATIENCE) > 0 ? threefold : SHORTEST_PATIENCE;
  }
}
