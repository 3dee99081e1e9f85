package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A SOCKS5 and HTTP proxy with rules, {@code DOMAIN=spa}, {@code DOMAIN=direct} or {@code
 * DOMAIN=reject}; the first that matches counts: {@code RuleProxy RC-FILE STANZA RULE...}. The end
 * of stdin closes it.
 */
public final class RuleProxy {
  private RuleProxy() {}

  public static void main(String[] args) throws Exception {
    try (var profile = Profile.ofStanza(Path.of(args[0]), args[1])) {
      var config = TunnelConfig.builder(new Rules(profile, List.of(args).subList(2, args.length)));
      System.out.println(WatchTunnel.describe(config.build()));
      try (var proxy =
          Tunnel.open(config.build(), event -> System.out.println(EventLine.of(event)))) {
        WatchTunnel.listSessionsOnDemand(proxy);
      }
    }
  }

  /** The rules, and the keys for those with a knock. */
  private record Rules(Profile profile, List<String> rules) implements TunnelConfig.Router {
    @Override
    public Optional<Route> route(HostAndPort target) {
      return rules.stream()
          .filter(rule -> matches(rule.split("=", 2)[0], target.host()))
          .findFirst()
          .map(rule -> route(rule, target.port()));
    }

    private static boolean matches(String domain, String host) {
      return host.equals(domain) || host.endsWith("." + domain);
    }

    private Route route(String rule, int port) {
      return switch (rule.substring(rule.indexOf('=') + 1)) {
        case "spa" -> new Route.Knock(rule, KnockConfig.shared(knocker(port)));
        case "direct" -> new Route.Direct(rule);
        default -> new Route.Reject(rule);
      };
    }

    private SpaKnocker knocker(int port) {
      return SpaKnocker.of(profile, SpaRequest.access(PortSpec.tcp(port)));
    }

    /** Browsers show this to their user. */
    @Override
    public String explain(ConnectFailure failure) {
      return FailureSentence.of(failure);
    }

    @Override
    public String toString() {
      return rules.size() + " rules";
    }
  }
}
