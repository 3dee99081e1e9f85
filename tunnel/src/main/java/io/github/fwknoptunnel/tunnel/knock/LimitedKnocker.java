package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Knocks no more often than a limit allows. The first knock of an opening waits for its turn; a
 * further one is left out when it is not its turn, since probing must not wait for it. A turn in
 * which nothing was sent is given back.
 *
 * @param limit may be shared by several knockers
 * @param patience how long the first knock waits at most
 */
public record LimitedKnocker(Knocker knocker, KnockLimit limit, Duration patience)
    implements Knocker {
  @Override
  public KnockReceipt knock(KnockTarget target) throws OpenException, InterruptedException {
    long turn = limit.take(patience);
    @Nullable KnockReceipt sent = null;
    try {
      sent = knocker.knock(target);
      return sent;
    } finally {
      if (sent == null) {
        limit.giveBack(turn);
      }
    }
  }

  @Override
  public Optional<KnockReceipt> knockAgain(KnockTarget target)
      throws OpenException, InterruptedException {
    OptionalLong turn = limit.tryTake();
    Optional<KnockReceipt> sent = Optional.empty();
    try {
      if (turn.isPresent()) {
        sent = knocker.knockAgain(target);
      }
      return sent;
    } finally {
      if (turn.isPresent() && sent.isEmpty()) {
        limit.giveBack(turn.getAsLong());
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
  public int mostKnocks() {
    return knocker.mostKnocks();
  }
}
