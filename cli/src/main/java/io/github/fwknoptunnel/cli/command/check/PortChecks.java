package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.ConnectCheck;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.KnockCheck;
import io.github.fwknoptunnel.cli.check.Severity;
import io.github.fwknoptunnel.cli.check.Topic;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.KnockSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.setting.CheckOptions;
import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The port behind the port, which is knocked at only if the user wants it. */
record PortChecks(ParsedArguments line, EffectiveConfig plan) {
  /**
   * What is found.
   *
   * @param before what was found out before, and may explain it
   */
  List<Finding> findings(List<Finding> before) throws CliException, InterruptedException {
    if (!line.has(CheckOptions.LIVE)) {
      return List.of(
          Finding.info(Topic.PORT, "not tested: " + CheckOptions.LIVE + " " + attempt()));
    }
    if (plan.target().isEmpty()) {
      return List.of(Finding.info(Topic.PORT, "no packet was sent: only a TCP port can be tested"));
    }
    List<Finding> findings = new ArrayList<>();
    for (String host : HostList.of(plan.target().get().host()).names()) {
      findings.addAll(findings(host, plan.target().get().port(), before));
    }
    return findings;
  }

  private List<Finding> findings(String host, int port, List<Finding> before)
      throws CliException, InterruptedException {
    Duration timeout = KnockSettings.read(line).connectTimeout();
    Optional<InetAddress> address = address(host);
    if (address.isEmpty()) {
      return List.of(Finding.info(Topic.PORT, "not tested: " + host + " has no address"));
    }
    if (plan.knock().isEmpty()) {
      InetSocketAddress to = new InetSocketAddress(address.get(), port);
      return List.of(new ConnectCheck(to, timeout).run());
    }
    TunnelConfig.KnockConfig knock = plan.knock().get();
    KnockTarget knocked = KnockCheck.target(host, address.get(), port);
    return new KnockCheck(knocked, knock.delayAfterKnock(), timeout)
        .run(knock.knocker(), suspected(before));
  }

  private String attempt() {
    return plan.knock().isEmpty() ? "connects" : "knocks once and connects";
  }

  private Optional<InetAddress> address(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host)).filter(plan.family()::includes).findFirst();
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
          case KEY -> causes.add(LikelyCause.KEY);
          case CLOCK -> causes.add(LikelyCause.CLOCK);
          default -> {}
        }
      }
    }
    return causes;
  }
}
