package io.github.fwknoptunnel.tunnel.knock;

import java.util.Optional;

/** Asks a firewall to open. Implementations are thread-safe and may block. */
public interface Knocker {
  /**
   * Asks to open {@code target}. That it returns means that it was asked, not that anything opened.
   *
   * @throws ConnectFailedException if it could not be asked
   * @throws InterruptedException if the thread was interrupted; nothing goes on after that
   */
  KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException;

  /** Asks once more at a port that stays silent; empty if this is left out. Must not wait long. */
  default Optional<KnockResult> retry(KnockTarget target)
      throws ConnectFailedException, InterruptedException {
    return Optional.of(knock(target));
  }

  /**
   * Told when the port has opened.
   *
   * @param knocks how many it took
   */
  default void opened(int knocks) {}

  /** Told when an opening failed: what the knocks were made from may be out of date. */
  default void failed() {}

  /** How often one opening may knock when nothing answers. */
  int maxKnocks();
}
