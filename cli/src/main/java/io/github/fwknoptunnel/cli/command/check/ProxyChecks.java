package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.FamilySettings;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.ListenSettings;
import io.github.fwknoptunnel.cli.config.tunnel.ProxyRoutes;
import io.github.fwknoptunnel.cli.config.tunnel.ProxySettings;
import io.github.fwknoptunnel.cli.config.tunnel.RouteRule;
import io.github.fwknoptunnel.cli.config.tunnel.ServiceSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.entry.TargetHost;
import java.util.List;
import java.util.Optional;

/**
 * What a proxy would do for the target that {@code -remote-host} and {@code -remote-port} name in
 * place of a client.
 */
final class ProxyChecks {
  private ProxyChecks() {}

  static EffectiveConfig read(ConfigSources sources) throws CliException {
    ParsedArguments line = sources.line();
    ProxyRoutes routes = ProxyRoutes.read(line, sources.console());
    ListenSettings listen = ProxySettings.listen(line);
    Optional<HostAndPort> target = target(line);
    Optional<Route> route = target.flatMap(routes::route);
    Optional<SpaSettings> packet = target.flatMap(routes::packet);
    boolean connects = route.filter(found -> !(found instanceof Route.Reject)).isPresent();
    return new EffectiveConfig(
        target
            .map(named -> action(named, route, packet))
            .orElse(
                ConnectFailureMessages.count(routes.size(), "route")
                    + "; -remote-host and -remote-port show the route of a target"),
        Optional.of(listen.bind()),
        connects ? target : Optional.empty(),
        route.flatMap(ProxyChecks::knock),
        packet,
        EffectiveConfig.family(FamilySettings.read(line), route.flatMap(ProxyChecks::knock)),
        List.of(),
        listen.warnings(),
        ServiceSettings.read(line).metrics());
  }

  /** The line of the route that decides: a report about its stanza shows its settings. */
  static ParsedArguments routed(ParsedArguments line) throws CliException {
    Optional<HostAndPort> target = EffectiveConfig.isProxy(line) ? target(line) : Optional.empty();
    if (target.isPresent()) {
      for (RouteRule rule : RouteRule.all(line)) {
        if (rule.pattern().matches(target.get())) {
          return rule.action() instanceof RouteRule.Action.Stanza(String name)
              ? line.with(List.of(rule.source().implying(SpaOptions.NAMED_CONFIG, name)))
              : line;
        }
      }
    }
    return line;
  }

  /** In the form in which a client's target is compared. */
  private static Optional<HostAndPort> target(ParsedArguments line) throws CliException {
    Optional<String> host = HostText.remoteHost(line).flatMap(TargetHost::parse);
    Optional<Integer> port = line.value(Options.REMOTE_PORT);
    return host.isPresent() && port.isPresent()
        ? Optional.of(new HostAndPort(host.get(), port.get()))
        : Optional.empty();
  }

  private static Optional<KnockConfig> knock(Route route) {
    return route instanceof Route.Knock knock ? Optional.of(knock.knock()) : Optional.empty();
  }

  private static String action(
      HostAndPort target, Optional<Route> route, Optional<SpaSettings> packet) {
    String how =
        switch (route.orElse(null)) {
          case null -> "is rejected: no --route matches";
          case Route.Reject(String rule) -> "is rejected by the route " + rule;
          case Route.Direct(String rule) -> "is connected without a knock by the route " + rule;
          case Route.Knock(String rule, KnockConfig _) ->
              "is connected by the route "
                  + rule
                  + packet.map(spa -> ": an SPA packet asks " + spa.summary()).orElse("");
        };
    return "a client that names " + target + " " + how;
  }
}
