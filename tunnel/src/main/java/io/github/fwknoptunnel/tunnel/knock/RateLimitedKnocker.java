package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Knocks no more often than a limit allows. The first knock of an opening waits for its turn; a
 * further one is left out when it is not its turn, since probing must not wait for it. A turn in
 * which nothing was sent is given back. Thread-safe, as its knocker is.
 *
 * @param limit may be shared by several knockers
 * @param maxWait how long the first knock waits at most
 */
public record RateLimitedKnocker(Knocker knocker, KnockRateLimiter limit, Duration maxWait)
    implements Knocker {
  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException {
    long turn = limit.acquire(maxWait);
    @Nullable KnockResult sent = null;
    try {
      sent = knocker.knock(target);
      return sent;
    } finally {
      if (sent == null) {
        limit.release(turn);
      }
    }
  }

  @Override
  public Optional<KnockResult> retry(KnockTarget target)
      throws ConnectFailedException, InterruptedException {
    OptionalLong turn = limit.tryAcquire();
    Optional<KnockResult> sent = Optional.empty();
    try {
      if (turn.isPresent()) {
        sent = knocker.retry(target);
      }
      return sent;
    } finally {
      if (turn.isPresent() && sent.isEmpty()) {
        limit.release(turn.getAsLong());
      }
    }
  }

  @Override
  public void opened(int knocks) {
    knocker.opened(knocks);
  }

  @Override
  public void failed() {
    knocker.failed();
  }

  @Override
  public int maxKnocks() {
    return knocker.maxKnocks();
  }
}
