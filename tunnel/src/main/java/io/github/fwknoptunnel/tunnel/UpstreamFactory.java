package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.access.DirectUpstream;
import io.github.fwknoptunnel.tunnel.access.KnockListener;
import io.github.fwknoptunnel.tunnel.access.KnockPerConnection;
import io.github.fwknoptunnel.tunnel.access.PortOpener;
import io.github.fwknoptunnel.tunnel.access.SharedKnock;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.time.Duration;

/** Which upstream a configuration asks for. */
final class UpstreamFactory {
  private UpstreamFactory() {}

  static Upstreams upstreams(TunnelConfig config, TunnelListener listener) {
    TunnelConfig.HostAndPort target = config.target();
    if (config.knock().isEmpty()) {
      return new DirectUpstream(target.host(), target.port(), config.connectTimeout());
    }
    TunnelConfig.KnockConfig knock = config.knock().get();
    PortOpener closed = portOpener(target, config.connectTimeout(), knock, listener);
    return knock
        .reuseWindow()
        .<Upstreams>map(window -> new SharedKnock(closed, window))
        .orElseGet(() -> new KnockPerConnection(closed));
  }

  private static PortOpener portOpener(
      TunnelConfig.HostAndPort target,
      Duration connectTimeout,
      TunnelConfig.KnockConfig knock,
      TunnelListener listener) {
    Dialer dialer =
        new Dialer(knock.delayAfterKnock(), connectTimeout, knock.knocker().maxKnocks());
    return new PortOpener(
        target.host(), target.port(), knock.knocker(), dialer, new Reporter(listener));
  }

  /** Turns what happens at the port into events of the tunnel. */
  private record Reporter(TunnelListener listener) implements KnockListener {
    @Override
    public void knocked(KnockTarget target, KnockResult receipt) {
      listener.onEvent(new TunnelEvent.KnockSent(target.connection(), receipt));
    }

    @Override
    public void opened(KnockTarget target, DialResult opened) {
      listener.onEvent(
          new TunnelEvent.PortOpened(
              target.connection(),
              opened.took(),
              opened.knocks(),
              opened.probes(),
              opened.knocked(),
              opened.probeStarted()));
    }
  }
}
