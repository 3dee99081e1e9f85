package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockGroup;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lets forwards to one SPA server share a packet that asks for all their ports. Forwards differ in
 * their ports and their stanza only, so those of one stanza share keys and allowed address as well.
 */
public final class SharedPackets {
  /** A packet for more would be refused by its length sooner or later. */
  private static final int MAX_PORTS = 12;

  private final ParsedArguments arguments;
  private final Map<Server, List<KnockPlan>> members = new LinkedHashMap<>();
  private final Map<Server, Optional<KnockGroup>> groups = new LinkedHashMap<>();

  /** What forwards have in common that share packets. */
  private record Server(String name, int port, Optional<String> stanza) {}

  public SharedPackets(ParsedArguments arguments) {
    this.arguments = arguments;
  }

  /** Notes a forward, before any is {@link #combined}. */
  public void add(KnockPlan plan, Optional<String> stanza) throws CliException {
    if (canShare(plan)) {
      members.computeIfAbsent(server(plan, stanza), server -> new ArrayList<>()).add(plan);
    }
  }

  /** The forward's knock, shared with others where there are some. */
  Optional<TunnelConfig.KnockConfig> combined(KnockPlan plan, int dialled, Optional<String> stanza)
      throws CliException {
    if (!canShare(plan)) {
      return plan.knock();
    }
    Server server = server(plan, stanza);
    List<KnockPlan> same = members.getOrDefault(server, List.of());
    SpaSettings spa = plan.spa().orElseThrow();
    SpaSettings together = asking(spa, ports(same));
    if (!groups.containsKey(server)) {
      groups.put(server, same.size() > 1 ? group(plan, together) : Optional.empty());
    }
    Optional<KnockGroup> group = groups.get(server);
    if (group.isEmpty()) {
      return plan.knock();
    }
    TunnelConfig.KnockConfig knock = plan.knock().orElseThrow();
    Knocker shared =
        group
            .get()
            .member(
                server.name(),
                knocker(together),
                knocker(asking(spa, List.of(PortSpec.tcp(dialled)))));
    return Optional.of(
        new TunnelConfig.KnockConfig(shared, knock.delayAfterKnock(), knock.reuseWindow()));
  }

  private boolean canShare(KnockPlan plan) throws CliException {
    return plan.spa().filter(SharedPackets::opensPortsOnly).isPresent()
        && plan.knock().flatMap(TunnelConfig.KnockConfig::reuseWindow).isPresent()
        && KnockOptions.read(arguments).mostPackets() > 1;
  }

  private static boolean opensPortsOnly(SpaSettings spa) {
    return spa.request() instanceof SpaRequest.Access access && access.nat().isEmpty();
  }

  private static Server server(KnockPlan plan, Optional<String> stanza) {
    SpaSettings spa = plan.spa().orElseThrow();
    return new Server(spa.server().toLowerCase(Locale.ROOT), spa.port(), stanza);
  }

  private static List<PortSpec> ports(List<KnockPlan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.spa().orElseThrow().request().ports().stream())
        .distinct()
        .toList();
  }

  /** Empty where no packet can ask for all. */
  private static Optional<KnockGroup> group(KnockPlan plan, SpaSettings together) {
    if (together.request().ports().size() > MAX_PORTS) {
      return Optional.empty();
    }
    try {
      var _ = together.seal();
      return plan.knock().flatMap(TunnelConfig.KnockConfig::reuseWindow).map(KnockGroup::new);
    } catch (CliException e) {
      return Optional.empty();
    }
  }

  private static SpaSettings asking(SpaSettings spa, List<PortSpec> ports) {
    return spa.asking(((SpaRequest.Access) spa.request()).withPorts(ports));
  }

  private Knocker knocker(SpaSettings spa) throws CliException {
    return KnockPace.limited(arguments, spa.knocker(KnockOptions.read(arguments).mostPackets()));
  }
}
