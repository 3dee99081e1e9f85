package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.entry.TargetUpstreams;

/** Where the connections of a tunnel lead, and how that is reached. */
sealed interface Targets {
  /** All to one target. */
  record One(Upstreams upstreams) implements Targets {}

  /** Each to the target that its client names. */
  record NamedByClient(TargetUpstreams upstreams, TunnelConfig.Router router) implements Targets {}
}
