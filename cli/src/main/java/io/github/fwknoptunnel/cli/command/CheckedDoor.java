package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.CheckOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.check.DoorLook;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.Mark;
import io.github.fwknoptunnel.cli.check.PlainLook;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.Cause;
import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The port behind the door, which is knocked at only if the user wants it. */
record CheckedDoor(Arguments line, RunPlan plan) {
  private static final String TOPIC = "port";

  /**
   * What is found.
   *
   * @param before what was found out before, and may explain it
   */
  List<Finding> findings(List<Finding> before) throws ProblemException, InterruptedException {
    Duration patience = RunPlan.patience(line);
    if (!line.has(CheckOptions.LIVE)) {
      return List.of(Finding.note(TOPIC, "not tried: " + CheckOptions.LIVE + " " + attempt()));
    }
    if (plan.target().isEmpty()) {
      return List.of(Finding.note(TOPIC, "not tried: no TCP port is to be opened"));
    }
    Target target = plan.target().get();
    Optional<InetAddress> address = address(target.host());
    if (address.isEmpty()) {
      return List.of(Finding.note(TOPIC, "not tried: " + target.host() + " has no address to try"));
    }
    if (plan.door().isEmpty()) {
      InetSocketAddress to = new InetSocketAddress(address.get(), target.port());
      return List.of(new PlainLook(to, patience).look());
    }
    DoorConfig door = plan.door().get();
    KnockTarget knocked =
        DoorLook.target(target.host(), (Inet4Address) address.get(), target.port());
    return new DoorLook(knocked, door.delay(), patience).look(door.knocker(), suspected(before));
  }

  private String attempt() {
    return plan.door().isEmpty() ? "connects" : "knocks once and connects";
  }

  private Optional<InetAddress> address(String host) {
    try {
      boolean anyFamily = plan.door().isEmpty();
      return Stream.of(InetAddress.getAllByName(host))
          .filter(address -> anyFamily || address instanceof Inet4Address)
          .findFirst();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private Set<Cause> suspected(List<Finding> before) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    if (line.has(SpaOptions.ALLOW_IP)) {
      causes.add(Cause.ADDRESS);
    }
    for (Finding finding : before) {
      if (finding.mark() == Mark.BAD) {
        switch (finding.topic()) {
          case "key" -> causes.add(Cause.KEY);
          case "clock" -> causes.add(Cause.CLOCK);
          default -> {}
        }
      }
    }
    return causes;
  }
}
