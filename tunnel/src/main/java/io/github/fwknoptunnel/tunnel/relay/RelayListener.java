package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;

/** Receives the end of a relayed connection. Called once, on a loop's thread; must not block. */
@FunctionalInterface
public interface RelayListener {
  void ended(CloseReason reason, ByteCounts totals);
}
