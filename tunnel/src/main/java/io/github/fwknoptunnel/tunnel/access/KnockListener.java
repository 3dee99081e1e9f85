package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;

/** Receives the events of a knock attempt. Called on the attempt's thread; must not block. */
public interface KnockListener {
  void knocked(KnockTarget target, KnockResult receipt);

  void opened(KnockTarget target, DialResult opened);
}
