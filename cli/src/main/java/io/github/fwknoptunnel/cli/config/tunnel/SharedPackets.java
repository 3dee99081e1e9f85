package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockGroup;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets forwards to one SPA server share a packet that requests all their ports. They have to differ
 * in their ends only: then they share keys and allowed address as well.
 */
public final class SharedPackets {
  /** A packet for more would be refused by its length sooner or later. */
  private static final int MAX_PORTS = 12;

  private final ParsedArguments arguments;
  private final Map<Server, List<KnockPlan>> members = new LinkedHashMap<>();
  private final Map<Server, Optional<KnockGroup>> groups = new LinkedHashMap<>();

  /** What forwards have in common that share packets. */
  private record Server(String name, int port, List<String> own) {}

  public SharedPackets(ParsedArguments arguments) {
    this.arguments = arguments;
  }

  /** Notes a forward, before any is {@link #combined}. */
  public void add(KnockPlan plan, Forward forward) throws CliException {
    if (canShare(plan, forward)) {
      members.computeIfAbsent(server(plan, forward), server -> new ArrayList<>()).add(plan);
    }
  }

  /** The forward's knock, shared with others where there are some. */
  Optional<TunnelConfig.KnockConfig> combined(KnockPlan plan, int dialled, Forward forward)
      throws CliException {
    if (!canShare(plan, forward)) {
      return plan.knock();
    }
    Server server = server(plan, forward);
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
    KnockSettings options = options(forward);
    SpaSettings alone = asking(spa, List.of(PortSpec.tcp(dialled)));
    Knocker shared =
        group.get().member(server.name(), options.knocker(together), options.knocker(alone));
    return Optional.of(
        new TunnelConfig.KnockConfig(shared, knock.delayAfterKnock(), knock.reuseWindow()));
  }

  private boolean canShare(KnockPlan plan, Forward forward) throws CliException {
    return plan.spa().filter(SharedPackets::opensPortsOnly).isPresent()
        && plan.knock().flatMap(TunnelConfig.KnockConfig::reuseWindow).isPresent()
        && options(forward).maxPackets() > 1;
  }

  private KnockSettings options(Forward forward) throws CliException {
    return KnockSettings.read(arguments.with(forward.options()));
  }

  private static boolean opensPortsOnly(SpaSettings spa) {
    return spa.request() instanceof SpaRequest.Access access && access.nat().isEmpty();
  }

  private static Server server(KnockPlan plan, Forward forward) {
    SpaSettings spa = plan.spa().orElseThrow();
    return new Server(HostList.canonical(spa.server()), spa.port(), forward.own());
  }

  private static List<PortSpec> ports(List<KnockPlan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.spa().orElseThrow().request().ports().stream())
        .distinct()
        .toList();
  }

  /** Empty where no packet can request all. */
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
}
