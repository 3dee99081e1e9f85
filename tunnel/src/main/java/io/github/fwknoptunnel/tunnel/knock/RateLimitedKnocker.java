package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A knocker with a rate limit. The first knock of an attempt waits for a permit; a retry is skipped
 * if none is available, because probing must not wait for it. A permit is returned if nothing was
 * sent. Thread-safe.
 *
 * @param knocker what is limited
 * @param limit may be shared by several knockers
 * @param maxWait maximum time that the first knock waits
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
