package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import io.github.fwknoptunnel.tunnel.knock.DirectGate;
import io.github.fwknoptunnel.tunnel.knock.Door;
import io.github.fwknoptunnel.tunnel.knock.EachGate;
import io.github.fwknoptunnel.tunnel.knock.Gate;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.OpeningListener;
import io.github.fwknoptunnel.tunnel.knock.SharedGate;
import java.time.Duration;

/** Which gate a configuration asks for. */
final class Gates {
  private Gates() {}

  static Gate gate(TunnelConfig config, TunnelListener listener) {
    TunnelConfig.Target target = config.target();
    if (config.door().isEmpty()) {
      return new DirectGate(target.host(), target.port(), config.openTimeout());
    }
    DoorConfig door = config.door().get();
    Door closed = door(target, config.openTimeout(), door, listener);
    return door.sharedFor()
        .<Gate>map(window -> new SharedGate(closed, window))
        .orElseGet(() -> new EachGate(closed));
  }

  static Door door(
      TunnelConfig.Target target, Duration openTimeout, DoorConfig door, TunnelListener listener) {
    Dialer dialer = new Dialer(door.delay(), openTimeout, door.knocker().mostKnocks());
    return new Door(target.host(), target.port(), door.knocker(), dialer, new Reporter(listener));
  }

  /** Turns what happens at the door into events of the tunnel. */
  private record Reporter(TunnelListener listener) implements OpeningListener {
    @Override
    public void knocked(KnockTarget target, KnockReceipt receipt) {
      listener.happened(new TunnelEvent.Knocked(target.connection(), receipt));
    }

    @Override
    public void opened(KnockTarget target, Opened opened) {
      listener.happened(
          new TunnelEvent.Opened(
              target.connection(),
              opened.took(),
              opened.knocks(),
              opened.probes(),
              opened.knocked(),
              opened.probeStarted()));
    }
  }
}
