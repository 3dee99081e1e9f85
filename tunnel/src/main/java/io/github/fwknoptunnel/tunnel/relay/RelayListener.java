package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;

/** Hears how a relayed connection ends. Called once, on a loop's thread; must not block. */
@FunctionalInterface
public interface RelayListener {
  void ended(CloseReason ending, ByteCounts totals);
}
