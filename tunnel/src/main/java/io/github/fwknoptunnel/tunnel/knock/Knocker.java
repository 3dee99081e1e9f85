package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;

/** Asks a firewall to open. Implementations are thread-safe and may block. */
public interface Knocker {
  KnockReceipt knock(KnockTarget target) throws OpenException, InterruptedException;

  /** How often one opening may knock when nothing answers. */
  int mostKnocks();
}
