package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import java.time.Duration;
import java.util.Optional;

/**
 * Knocks no more often than a limit allows. The first knock of an opening waits for its turn; a
 * further one is left out when it is not its turn, since probing must not wait for it.
 *
 * @param limit may be shared by several knockers
 * @param patience how long the first knock waits at most
 */
public record LimitedKnocker(Knocker knocker, KnockLimit limit, Duration patience)
    implements Knocker {
  @Override
  public KnockReceipt knock(KnockTarget target) throws OpenException, InterruptedException {
    limit.take(patience);
    return knocker.knock(target);
  }

  @Override
  public Optional<KnockReceipt> knockAgain(KnockTarget target)
      throws OpenException, InterruptedException {
    return limit.tryTake() ? knocker.knockAgain(target) : Optional.empty();
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
