package io.github.fwknoptunnel.tunnel.knock;

import java.util.Optional;

/** Requests that a firewall open a port. Implementations are thread-safe and may block. */
public interface Knocker {
  /**
   * Requests that the port of a target be opened. Returning means that the request was sent, not
   * that the port is open.
   *
   * @param target the port, and the address that will be connected to
   * @return what was sent
   * @throws ConnectFailedException if the request could not be sent
   * @throws InterruptedException if the thread was interrupted; the knock is cancelled
   */
  KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException;

  /**
   * Repeats the request for a port that does not answer. Must not wait long, because probing
   * continues only afterwards. By default the same as {@link #knock}.
   *
   * @param target the same as that of the first knock
   * @return what was sent; empty if the retry was skipped
   * @throws ConnectFailedException if the request could not be sent
   * @throws InterruptedException if the thread was interrupted; the knock is cancelled
   */
  default Optional<KnockResult> retry(KnockTarget target)
      throws ConnectFailedException, InterruptedException {
    return Optional.of(knock(target));
  }

  /**
   * Receives the news that the port has opened. Does nothing by default.
   *
   * @param knocks number of knocks it took, at least 1
   */
  default void opened(int knocks) {}

  /**
   * Receives the news that the port did not open, so that cached data of the knock may be out of
   * date. Does nothing by default.
   */
  default void failed() {}

  /** {@return the maximum number of knocks in one attempt, the first included; at least 1} */
  int maxKnocks();
}
