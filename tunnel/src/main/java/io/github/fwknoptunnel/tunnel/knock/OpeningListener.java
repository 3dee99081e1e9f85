package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Opened;

/** Hears what happens at a door. Called on an opening's thread; must not block. */
public interface OpeningListener {
  void knocked(KnockTarget target, KnockReceipt receipt);

  void opened(KnockTarget target, Opened opened);
}
