package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.ClockCheck;
import io.github.fwknoptunnel.cli.check.DnsCheck;
import io.github.fwknoptunnel.cli.check.FilePermissionCheck;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.KeyStrengthCheck;
import io.github.fwknoptunnel.cli.check.ListenCheck;
import io.github.fwknoptunnel.cli.check.Severity;
import io.github.fwknoptunnel.cli.check.Topic;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that can be tested of what a run would use. */
final class ConfigChecks {
  private final ConfigSources sources;
  private final ClockSources clocks;

  ConfigChecks(ConfigSources sources, ClockSources clocks) {
    this.sources = sources;
    this.clocks = clocks;
  }

  /**
   * The findings, the most basic first.
   *
   * @param plan absent if the configuration cannot be used; files can be looked at nevertheless
   */
  List<Finding> findings(Optional<EffectiveConfig> plan) throws CliException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    plan.ifPresent(run -> findings.addAll(configuration(run)));
    if (KnockPlan.wantsSpa(sources.line())) {
      files().forEach(check -> check.run().ifPresent(findings::add));
    }
    if (plan.isPresent()) {
      findings.addAll(names(plan.get()));
      findings.addAll(things(plan.get()));
      findings.addAll(new PortChecks(sources.line(), plan.get()).findings(findings));
    }
    return findings;
  }

  private static List<Finding> configuration(EffectiveConfig plan) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(Topic.CONFIGURATION, plan.action()));
    plan.warnings().stream()
        .map(text -> new Finding(Topic.CONFIGURATION, Severity.FAIL, text, Optional.empty()))
        .forEach(findings::add);
    plan.remarks().forEach(text -> findings.add(Finding.info(Topic.CONFIGURATION, text)));
    return findings;
  }

  private List<FilePermissionCheck> files() throws CliException {
    ParsedArguments line = sources.line();
    List<FilePermissionCheck> checks = new ArrayList<>();
    if (!line.has(SpaOptions.NO_RC_FILE)) {
      boolean anyMode = line.has(SpaOptions.INSECURE_KEY_FILE);
      ConfigSources.rcFile(line)
          .map(file -> new FilePermissionCheck(file, anyMode))
          .ifPresent(checks::add);
    }
    for (Path file : keyFiles(line)) {
      checks.add(new FilePermissionCheck(file, line.has(SpaOptions.INSECURE_KEY_FILE)));
    }
    return checks;
  }

  /** The files that keys are read from, whether or not they exist. */
  private List<Path> keyFiles(ParsedArguments line) throws CliException {
    return Stream.of(
            line.value(SpaOptions.KEY_FILE),
            line.value(KeyOptions.GET_KEY),
            line.value(KeyOptions.GET_HMAC_KEY),
            sources.rc().value(RcVariable.KEY_FILE),
            sources.rc().value(RcVariable.HMAC_KEY_FILE))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static List<Finding> names(EffectiveConfig plan) throws InterruptedException {
    Set<String> hosts = new LinkedHashSet<>();
    plan.spa().ifPresent(spa -> hosts.addAll(HostList.of(spa.server()).names()));
    plan.target().ifPresent(target -> hosts.addAll(HostList.of(target.host()).names()));
    List<Finding> findings = new ArrayList<>();
    for (String host : hosts) {
      findings.add(new DnsCheck(host, plan.family()).run());
    }
    return findings;
  }

  private List<Finding> things(EffectiveConfig plan) throws CliException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    plan.spa()
        .flatMap(SpaSettings::keys)
        .ifPresent(keys -> findings.addAll(new KeyStrengthCheck(keys.keys()).run()));
    plan.bind().ifPresent(address -> findings.add(new ListenCheck(address).run()));
    plan.metrics().ifPresent(address -> findings.add(new ListenCheck(address).run()));
    if (plan.spa().isPresent()) {
      findings.add(
          new ClockCheck(
                  clocks.with(HostList.of(plan.spa().get().server()).names().getFirst()),
                  SpaSettings.timeOffset(sources))
              .run());
    }
    return findings;
  }
}
