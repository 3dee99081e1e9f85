package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Destination;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Scanner;

/**
 * Opens a local port and logs each event. Each line of stdin lists the open connections; the end of
 * stdin closes the tunnel: {@code WatchTunnel HOST PORT RC-FILE STANZA}.
 */
public final class WatchTunnel {
  private WatchTunnel() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    try (var profile = Profile.ofStanza(Path.of(args[2]), args[3])) {
      var knocker = SpaKnocker.of(profile, profile.request(port));
      var config =
          TunnelConfig.builder(args[0], port)
              .knock(KnockConfig.shared(knocker))
              .mode(TunnelConfig.Mode.MULTI)
              .relay(closingIdleConnections(Duration.ofHours(8)))
              .build();
      System.out.println(describe(config));
      TunnelListener log = event -> System.out.println(EventLine.of(event));
      try (var tunnel = Tunnel.open(config, log)) {
        listSessionsOnDemand(tunnel);
      }
    }
  }

  /** Probes silent peers after a minute, so that a NAT router keeps its connections. */
  private static RelayConfig closingIdleConnections(Duration idle) {
    var keepAlive = new KeepAliveConfig(Duration.ofMinutes(1), Duration.ofSeconds(20), 6);
    return new RelayConfig(1, Optional.of(idle), Duration.ofMinutes(5), Optional.of(keepAlive));
  }

  /** {@return where the connections of a tunnel lead} */
  static String describe(TunnelConfig config) {
    return switch (config.destination()) {
      case Destination.Fixed to ->
          "forwards to " + to.target() + (to.knock().isPresent() ? " after a knock" : "");
      case Destination.NamedByClient proxy -> "proxy with " + proxy.router();
    };
  }

  static void listSessionsOnDemand(Tunnel tunnel) {
    var lines = new Scanner(System.in, StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      lines.nextLine();
      for (Tunnel.Session session : tunnel.sessions()) {
        System.out.printf(
            "%d: open for %d s, %d bytes received%n",
            session.number(), session.age().toSeconds(), session.bytes().downstream());
      }
      System.out.println("sent in all: " + tunnel.bytes().upstream() + " bytes");
    }
  }
}
