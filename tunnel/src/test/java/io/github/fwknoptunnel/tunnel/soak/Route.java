package io.github.fwknoptunnel.tunnel.soak;

import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.network.Fault;
import io.github.fwknoptunnel.tunnel.testing.network.FaultyNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One tunnel, the network behind it, and what its clients must expect.
 *
 * @param expected of an echo through it
 */
record Route(String name, Expected expected, Tunnel tunnel, FaultyNetwork network)
    implements AutoCloseable {
  /** What becomes of an echo. Whatever comes back is the beginning of what was sent. */
  enum Expected {
    /** All of it comes back, and then an orderly end. */
    WHOLE,
    /** It may break off at any point, in whatever way. */
    PART,
    /** Nothing comes back. */
    NOTHING
  }

  /** A way without a knock to {@code server}, whose answers meet {@code faults}. */
  static Route plain(String name, Expected expected, Leg leg, TunnelListener listener)
      throws IOException {
    return open(name, expected, leg, Optional.empty(), listener);
  }

  /** The same behind a port that is open already: every opening is knocked for and probed. */
  static Route knocking(String name, Leg leg, Duration window, TunnelListener listener)
      throws IOException {
    TunnelConfig.KnockConfig knock =
        new TunnelConfig.KnockConfig(new OpenAnyway(), Duration.ZERO, Optional.of(window));
    return open(name, Expected.WHOLE, leg, Optional.of(knock), listener);
  }

  /** Where it leads, and what happens on the way back. */
  record Leg(InetSocketAddress server, Fault... faults) {}

  private static Route open(
      String name,
      Expected expected,
      Leg leg,
      Optional<TunnelConfig.KnockConfig> knock,
      TunnelListener listener)
      throws IOException {
    FaultyNetwork network = FaultyNetwork.to(leg.server()).down(leg.faults());
    TunnelConfig config =
        new TunnelConfig(
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
            new TunnelConfig.Destination.Fixed(
                new TunnelConfig.HostAndPort("127.0.0.1", network.address().getPort()), knock),
            Mode.MULTI,
            Duration.ofSeconds(10),
            RelayConfig.DEFAULT,
            TunnelConfig.ClientLimits.DEFAULT,
            Optional.empty());
    return new Route(name, expected, Tunnel.open(config, listener), network);
  }

  private record OpenAnyway() implements Knocker {
    @Override
    public KnockResult knock(KnockTarget target) {
      return new KnockResult.CommandSucceeded("nothing");
    }

    @Override
    public int maxKnocks() {
      return 1;
    }
  }

  @Override
  public void close() throws IOException {
    tunnel.close();
    network.close();
  }
}
