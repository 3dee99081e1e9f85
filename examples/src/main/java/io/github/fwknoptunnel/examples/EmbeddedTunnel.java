package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A plain tunnel inside another program, until a key is pressed: {@code EmbeddedTunnel HOST PORT}.
 */
public final class EmbeddedTunnel {
  private EmbeddedTunnel() {}

  public static void main(String[] args) throws Exception {
    var config =
        new TunnelConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new TunnelConfig.HostAndPort(args[0], Integer.parseInt(args[1])),
            Mode.MULTI,
            Duration.ofSeconds(10),
            Optional.empty(),
            RelayConfig.DEFAULT);
    try (var tunnel = Tunnel.open(config, event -> System.err.println(event))) {
      System.out.println("listening on port " + tunnel.address().getPort());
      System.in.read();
      tunnel.drain(Duration.ofSeconds(10));
    }
  }
}
