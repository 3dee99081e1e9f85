package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.entry.TargetUpstreams;

/** The targets of a tunnel, and how they are reached. */
sealed interface Targets {
  /** All to one target. */
  record One(HostAndPort target, Upstreams upstreams) implements Targets {}

  /** Each to the target that its client names. */
  record NamedByClient(TargetUpstreams upstreams, TunnelConfig.Router router) implements Targets {}
}
