package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.ConnectCheck;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.KnockCheck;
import io.github.fwknoptunnel.cli.check.Severity;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.setting.CheckOptions;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
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

/** The port behind the port, which is knocked at only if the user wants it. */
record PortChecks(ParsedArguments line, EffectiveConfig plan) {
  private static final String TOPIC = "port";

  /**
   * What is found.
   *
   * @param before what was found out before, and may explain it
   */
  List<Finding> findings(List<Finding> before) throws CliException, InterruptedException {
    Duration timeout = EffectiveConfig.timeout(line);
    if (!line.has(CheckOptions.LIVE)) {
      return List.of(Finding.info(TOPIC, "not tried: " + CheckOptions.LIVE + " " + attempt()));
    }
    if (plan.target().isEmpty()) {
      return List.of(Finding.info(TOPIC, "not tried: no TCP port is to be opened"));
    }
    TunnelConfig.HostAndPort target = plan.target().get();
    Optional<InetAddress> address = address(target.host());
    if (address.isEmpty()) {
      return List.of(Finding.info(TOPIC, "not tried: " + target.host() + " has no address to try"));
    }
    if (plan.knock().isEmpty()) {
      InetSocketAddress to = new InetSocketAddress(address.get(), target.port());
      return List.of(new ConnectCheck(to, timeout).run());
    }
    TunnelConfig.KnockConfig knock = plan.knock().get();
    KnockTarget knocked = KnockCheck.target(target.host(), address.get(), target.port());
    return new KnockCheck(knocked, knock.delayAfterKnock(), timeout)
        .run(knock.knocker(), suspected(before));
  }

  private String attempt() {
    return plan.knock().isEmpty() ? "connects" : "knocks once and connects";
  }

  private Optional<InetAddress> address(String host) {
    try {
      boolean anyFamily = plan.knock().isEmpty();
      return Stream.of(InetAddress.getAllByName(host))
          .filter(address -> anyFamily || address instanceof Inet4Address)
          .findFirst();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private Set<LikelyCause> suspected(List<Finding> before) {
    Set<LikelyCause> causes = EnumSet.noneOf(LikelyCause.class);
    plan.spa().map(SpaSettings::suspected).ifPresent(causes::addAll);
    for (Finding finding : before) {
      if (finding.severity() == Severity.FAIL) {
        switch (finding.topic()) {
          case "key" -> causes.add(LikelyCause.KEY);
          case "clock" -> causes.add(LikelyCause.CLOCK);
          default -> {}
        }
      }
    }
    return causes;
  }
}
