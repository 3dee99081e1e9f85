package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
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
final class SharedPackets {
  /** A packet for more would be refused by its length sooner or later. */
  private static final int MAX_PORTS = 12;

  private final Arguments arguments;
  private final Map<Server, List<DoorPlan>> members = new LinkedHashMap<>();
  private final Map<Server, Optional<KnockGroup>> groups = new LinkedHashMap<>();

  /** What forwards have in common that share packets. */
  private record Server(String name, int port, Optional<String> stanza) {}

  SharedPackets(Arguments arguments) {
    this.arguments = arguments;
  }

  /** Notes a forward, before any is {@link #combined}. */
  void add(DoorPlan plan, Optional<String> stanza) throws ProblemException {
    if (canShare(plan)) {
      members.computeIfAbsent(server(plan, stanza), server -> new ArrayList<>()).add(plan);
    }
  }

  /** The forward's knock, shared with others where there are some. */
  Optional<DoorConfig> combined(DoorPlan plan, int dialled, Optional<String> stanza)
      throws ProblemException {
    if (!canShare(plan)) {
      return plan.door();
    }
    Server server = server(plan, stanza);
    List<DoorPlan> same = members.getOrDefault(server, List.of());
    SpaSettings spa = plan.spa().orElseThrow();
    SpaSettings together = asking(spa, ports(same));
    if (!groups.containsKey(server)) {
      groups.put(server, same.size() > 1 ? group(plan, together) : Optional.empty());
    }
    Optional<KnockGroup> group = groups.get(server);
    if (group.isEmpty()) {
      return plan.door();
    }
    DoorConfig door = plan.door().orElseThrow();
    Knocker shared =
        group
            .get()
            .member(
                server.name(),
                knocker(together),
                knocker(asking(spa, List.of(PortSpec.tcp(dialled)))));
    return Optional.of(new DoorConfig(shared, door.delay(), door.sharedFor()));
  }

  private boolean canShare(DoorPlan plan) throws ProblemException {
    return plan.spa().filter(spa -> spa.request() instanceof SpaRequest.Access).isPresent()
        && plan.door().flatMap(DoorConfig::sharedFor).isPresent()
        && KnockOptions.read(arguments).mostPackets() > 1;
  }

  private static Server server(DoorPlan plan, Optional<String> stanza) {
    SpaSettings spa = plan.spa().orElseThrow();
    return new Server(spa.server().toLowerCase(Locale.ROOT), spa.port(), stanza);
  }

  private static List<PortSpec> ports(List<DoorPlan> plans) {
    return plans.stream()
        .flatMap(plan -> OpenWait.ports(plan.spa().orElseThrow().request()).stream())
        .distinct()
        .toList();
  }

  /** Empty where no packet can ask for all. */
  private static Optional<KnockGroup> group(DoorPlan plan, SpaSettings together) {
    if (OpenWait.ports(together.request()).size() > MAX_PORTS) {
      return Optional.empty();
    }
    try {
      var _ = together.seal();
      return plan.door().flatMap(DoorConfig::sharedFor).map(KnockGroup::new);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static SpaSettings asking(SpaSettings spa, List<PortSpec> ports) {
    SpaRequest.Access access = (SpaRequest.Access) spa.request();
    return spa.asking(new SpaRequest.Access(access.from(), ports, access.openFor()));
  }

  private Knocker knocker(SpaSettings spa) throws ProblemException {
    return KnockPace.limited(arguments, spa.knocker(KnockOptions.read(arguments).mostPackets()));
  }
}
