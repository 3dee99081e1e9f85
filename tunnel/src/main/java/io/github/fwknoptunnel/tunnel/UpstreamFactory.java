package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.access.DirectUpstream;
import io.github.fwknoptunnel.tunnel.access.KnockPerConnection;
import io.github.fwknoptunnel.tunnel.access.PortOpener;
import io.github.fwknoptunnel.tunnel.access.SharedKnock;
import io.github.fwknoptunnel.tunnel.access.TargetNames;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.entry.TargetUpstreams;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Makes the upstream that a configuration describes. */
record UpstreamFactory(TunnelConfig config, TunnelListener listener, Executor resolving) {
  /** A name server that is slow for some names keeps the others waiting only beyond these. */
  private static final int RESOLVERS = 16;

  private UpstreamFactory(TunnelConfig config, TunnelListener listener, int resolvers) {
    this(config, listener, DirectUpstream.resolvers(resolvers));
  }

  /**
   * Where the connections of a tunnel lead; its {@code own} address is read for each connection.
   */
  static Targets targets(
      TunnelConfig config, TunnelListener listener, Supplier<SocketAddress> own) {
    return switch (config.destination()) {
      case TunnelConfig.Destination.Fixed(HostAndPort target, Optional<KnockConfig> knock) ->
          new Targets.One(
              target, new UpstreamFactory(config, listener, 1).upstreams(target, knock));
      case TunnelConfig.Destination.NamedByClient(TunnelConfig.Router router) ->
          new Targets.NamedByClient(
              new TargetUpstreams(
                  router, own, new UpstreamFactory(config, listener, RESOLVERS)::upstreams),
              router);
    };
  }

  /** What reaches the one target of a configuration. */
  static Upstreams upstreams(TunnelConfig config, TunnelListener listener) {
    return switch (config.destination()) {
      case TunnelConfig.Destination.Fixed(HostAndPort target, Optional<KnockConfig> knock) ->
          new UpstreamFactory(config, listener, 1).upstreams(target, knock);
      case TunnelConfig.Destination.NamedByClient named ->
          throw new IllegalArgumentException("there is no one target");
    };
  }

  private Upstreams upstreams(HostAndPort target, Optional<KnockConfig> knock) {
    if (knock.isEmpty()) {
      return new DirectUpstream(
          target.host(),
          target.port(),
          config.family().orElse(KnockTarget.Family.ANY),
          config.connectTimeout(),
          resolving);
    }
    PortOpener closed = portOpener(target, knock.get());
    return knock
        .get()
        .reuseWindow()
        .<Upstreams>map(window -> new SharedKnock(closed, window))
        .orElseGet(() -> new KnockPerConnection(closed));
  }

  private PortOpener portOpener(HostAndPort target, KnockConfig knock) {
    Dialer dialer =
        new Dialer(knock.delayAfterKnock(), config.connectTimeout(), knock.knocker().maxKnocks());
    TargetNames names =
        new TargetNames(
            target.host(), target.port(), config.family().orElse(KnockTarget.Family.IPV4));
    return new PortOpener(names, knock.knocker(), dialer, listener);
  }
}
