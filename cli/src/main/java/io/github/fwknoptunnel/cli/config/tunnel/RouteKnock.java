package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.NatPort;
import io.github.fwknoptunnel.cli.config.spa.RequestSettings;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KnockPolicy;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockGroup;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What knocks for the targets of a route. Everything is read at the start, so that nothing can be
 * wrong, or blocks, when a client names its target. Thread-safe.
 */
final class RouteKnock {
  /** In place of a target: no stanza can name it. */
  private static final String ANY_TARGET = "target.invalid";

  private static final int ANY_PORT = 1;

  private final SpaSettings spa;
  private final Optional<List<PortSpec>> access;
  private final KnockSettings options;

  /** Targets of one port and one SPA server share a packet, however the server is named. */
  private final Map<Integer, KnockGroup> groups = new ConcurrentHashMap<>();

  private RouteKnock(SpaSettings spa, Optional<List<PortSpec>> access, KnockSettings options) {
    this.spa = spa;
    this.access = access;
    this.options = options;
  }

  static RouteKnock read(ConfigSources sources) throws CliException {
    Optional<List<PortSpec>> access = RequestSettings.access(sources);
    SpaSettings spa =
        SpaSettings.read(
            sources,
            Optional.of(ANY_TARGET),
            access.isPresent() ? Optional.empty() : Optional.of(ANY_PORT));
    if (spa.request().nat().isPresent() || new NatPort(sources).wanted()) {
      throw CliException.config("a route cannot use NAT", "use -L with this stanza");
    }
    // A packet that no server opens is an error at the start, not for each connection.
    var _ = spa.seal();
    return new RouteKnock(spa, access, KnockSettings.read(sources.line()));
  }

  /** Whether it opens the port; the ports that a stanza names are the only ones. */
  boolean opens(int port) {
    return access.filter(ports -> !ports.contains(PortSpec.tcp(port))).isEmpty();
  }

  TunnelConfig.KnockConfig knock(TunnelConfig.HostAndPort target) {
    SpaSettings asking = settings(target);
    Knocker knocker = options.knocker(asking);
    Optional<Duration> window =
        options.reuseWindow(KnockPolicy.SHARED, asking.request().accessTimeout());
    Knocker shared =
        window.isPresent()
            ? group(target.port(), window.get()).member(asking.server(), knocker, knocker)
            : knocker;
    return new TunnelConfig.KnockConfig(shared, options.delay(), window);
  }

  private KnockGroup group(int port, Duration window) {
    return groups.computeIfAbsent(port, one -> new KnockGroup(window));
  }

  /** Else each target is its own SPA server. */
  private boolean hasServer() {
    return !spa.server().equals(ANY_TARGET);
  }

  /** The packet for one target. */
  SpaSettings settings(TunnelConfig.HostAndPort target) {
    SpaSettings there = hasServer() ? spa : spa.to(target.host());
    return access.isEmpty() && spa.request() instanceof SpaRequest.Access request
        ? there.asking(request.withPorts(List.of(PortSpec.tcp(target.port()))))
        : there;
  }

  /** What is read for all targets. */
  SpaSettings common() {
    return spa;
  }
}
