package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a connector reaches the ports of its host.
 *
 * @param knock a knocker of the caller's
 * @param profile what to knock with otherwise
 * @param spaServer in place of the profile's
 */
record Routing(
    String host,
    Duration connectTimeout,
    Optional<TunnelConfig.KnockConfig> knock,
    Optional<Profile> profile,
    Optional<TunnelConfig.HostAndPort> spaServer) {

  /**
   * The way to one port.
   *
   * @throws ProfileException if the stanza opens other ports
   */
  TunnelConfig to(int port) throws ProfileException {
    if (profile.isEmpty()) {
      TunnelConfig.Builder plain = TunnelConfig.builder(host, port).connectTimeout(connectTimeout);
      knock.ifPresent(plain::knock);
      return plain.build();
    }
    SpaRequest.Access request = profile.get().request(port);
    List<PortSpec> opened = request.ports();
    // A NAT port is opened in place of the port that was asked for.
    int dialled = opened.contains(PortSpec.tcp(port)) ? port : opened.getFirst().port();
    return TunnelConfig.builder(host, dialled)
        .connectTimeout(connectTimeout)
        .knock(
            TunnelConfig.KnockConfig.shared(
                knocker(request), TunnelConfig.KnockConfig.reuseWindow(request.accessTimeout())))
        .build();
  }

  private SpaKnocker knocker(SpaRequest request) {
    Profile from = profile.orElseThrow();
    return new SpaKnocker(
        from.client(),
        request,
        from.allowed(),
        spaServer.map(TunnelConfig.HostAndPort::host).orElse(from.server()),
        spaServer.map(TunnelConfig.HostAndPort::port).orElse(from.port()),
        SpaKnocker.MAX_KNOCKS);
  }
}
