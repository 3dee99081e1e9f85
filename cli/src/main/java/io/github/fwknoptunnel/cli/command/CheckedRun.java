package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.check.BindLook;
import io.github.fwknoptunnel.cli.check.ClockLook;
import io.github.fwknoptunnel.cli.check.FileLook;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.KeyLook;
import io.github.fwknoptunnel.cli.check.Mark;
import io.github.fwknoptunnel.cli.check.NameLook;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that can be tested of what a run would use. */
record CheckedRun(Sources sources, ClockSources clocks, Map<String, String> environment) {

  /**
   * The findings in the order in which a person would look.
   *
   * @param plan absent if the configuration cannot be used; files can be looked at nevertheless
   */
  List<Finding> findings(Optional<RunPlan> plan) throws ProblemException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    plan.ifPresent(run -> findings.addAll(configuration(run)));
    if (DoorPlan.wantsSpa(sources.line())) {
      files().forEach(look -> look.look().ifPresent(findings::add));
    }
    if (plan.isPresent()) {
      findings.addAll(names(plan.get()));
      findings.addAll(things(plan.get()));
      findings.addAll(new CheckedDoor(sources.line(), plan.get()).findings(findings));
    }
    return findings;
  }

  private static List<Finding> configuration(RunPlan plan) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("configuration", plan.action()));
    plan.warning()
        .map(text -> new Finding("configuration", Mark.BAD, text, Optional.empty()))
        .ifPresent(findings::add);
    plan.remarks().forEach(text -> findings.add(Finding.note("configuration", text)));
    return findings;
  }

  private List<FileLook> files() throws ProblemException {
    Arguments line = sources.line();
    List<FileLook> looks = new ArrayList<>();
    if (!line.has(SpaOptions.NO_RC_FILE)) {
      boolean anyMode = line.has(SpaOptions.INSECURE_KEY_FILE);
      Sources.rcFile(line).map(file -> new FileLook(file, anyMode)).ifPresent(looks::add);
    }
    for (Path file : new KeyOrigin(sources, environment).files()) {
      looks.add(new FileLook(file, line.has(SpaOptions.INSECURE_KEY_FILE)));
    }
    return looks;
  }

  private static List<Finding> names(RunPlan plan) throws InterruptedException {
    Set<String> hosts = new LinkedHashSet<>();
    plan.spa().map(SpaSettings::server).ifPresent(hosts::add);
    plan.target().ifPresent(target -> hosts.add(target.host()));
    List<Finding> findings = new ArrayList<>();
    for (String host : hosts) {
      findings.add(new NameLook(host, plan.door().isPresent()).look());
    }
    return findings;
  }

  private List<Finding> things(RunPlan plan) throws ProblemException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    plan.spa()
        .flatMap(SpaSettings::keys)
        .ifPresent(keys -> findings.addAll(new KeyLook(keys.keys()).look()));
    plan.bind().ifPresent(address -> findings.add(new BindLook(address).look()));
    plan.metrics().ifPresent(address -> findings.add(new BindLook(address).look()));
    if (plan.spa().isPresent()) {
      findings.add(
          new ClockLook(clocks.with(plan.spa().get().server()), SpaSettings.timeOffset(sources))
              .look());
    }
    return findings;
  }
}
