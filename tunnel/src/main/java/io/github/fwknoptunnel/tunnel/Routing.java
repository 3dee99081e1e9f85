package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a connector reaches the ports of its host.
 *
 * @param knock a knocker that the caller supplied
 * @param profile how to knock otherwise
 * @param access ports that packets request, in place of the profile's
 * @param spaServer SPA server, in place of the profile's
 * @param family of the addresses; absent means IPv4 after a knock, and any without
 */
record Routing(
    String host,
    Duration connectTimeout,
    Optional<TunnelConfig.KnockConfig> knock,
    Optional<Profile> profile,
    Optional<List<PortSpec>> access,
    Optional<TunnelConfig.HostAndPort> spaServer,
    Optional<KnockTarget.Family> family) {

  /** Where a profile comes from. */
  interface Keys {
    Profile read() throws ProfileException;
  }

  /**
   * The way to one port.
   *
   * @throws ProfileException if the stanza opens other ports
   * @throws SocketException if the given ports are others
   */
  TunnelConfig to(int port) throws IOException {
    if (profile.isEmpty()) {
      TunnelConfig.Builder plain = builder(port);
      knock.ifPresent(plain::knock);
      return plain.build();
    }
    SpaRequest.Access request = request(port, profile.get());
    List<PortSpec> opened = request.ports();
    // A NAT port is opened instead of the requested port.
    int dialled = opened.contains(PortSpec.tcp(port)) ? port : opened.getFirst().port();
    return builder(dialled)
        .knock(
            new TunnelConfig.KnockConfig(
                knocker(request),
                Duration.ZERO,
                Optional.of(SpaKnocker.reuseWindow(request.accessTimeout()))))
        .build();
  }

  private TunnelConfig.Builder builder(int port) {
    TunnelConfig.Builder to = TunnelConfig.builder(host, port).connectTimeout(connectTimeout);
    family.ifPresent(to::family);
    return to;
  }

  private SpaRequest.Access request(int port, Profile from) throws IOException {
    if (access.isEmpty()) {
      return from.request(port);
    }
    SpaRequest.Access request = from.request(access.get());
    boolean natted = !request.ports().equals(access.get());
    if (!natted && !request.ports().contains(PortSpec.tcp(port))) {
      throw new SocketException(PortSpec.tcp(port) + " is not among the ports of the access list");
    }
    return request;
  }

  private SpaKnocker knocker(SpaRequest request) {
    Profile from = profile.orElseThrow();
    return new SpaKnocker(
        family.isPresent() ? from.client().withIpv6() : from.client(),
        request,
        from.allowed(),
        spaServer.map(TunnelConfig.HostAndPort::host).orElse(from.server()),
        spaServer.map(TunnelConfig.HostAndPort::port).orElse(from.port()),
        SpaKnocker.MAX_KNOCKS);
  }
}
