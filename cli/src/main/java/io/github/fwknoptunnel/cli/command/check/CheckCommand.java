package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.Report;
import io.github.fwknoptunnel.cli.check.ReportJson;
import io.github.fwknoptunnel.cli.check.ReportText;
import io.github.fwknoptunnel.cli.check.Topic;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.config.tunnel.Forward;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the configuration as a run would, and says what it is and what is wrong with it. What
 * cannot be read does not keep the rest from being shown. Each {@code -L} has a report of its own.
 */
public final class CheckCommand implements Command {
  /** How bad an end is, the worst first. */
  private static final List<ExitStatus> WORST_FIRST =
      List.of(ExitStatus.USAGE, ExitStatus.CONFIGURATION, ExitStatus.FAILED, ExitStatus.OK);

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    ClockSources clocks = ClockSources.read(arguments);
    List<Forward> forwards = Forward.all(arguments);
    InputCache inputs = new InputCache();
    ExitStatus worst = ExitStatus.OK;
    int problems = 0;
    if (forwards.isEmpty()) {
      Checked checked =
          check("", sources(arguments, console, inputs), clocks, new TakenAddresses());
      worst = checked.status();
      problems = checked.problems();
    }
    TakenAddresses taken = new TakenAddresses();
    for (Forward forward : forwards) {
      ParsedArguments line = arguments.with(forward.options());
      Checked checked = check(forward.name(), sources(line, console, inputs), clocks, taken);
      boolean worse = WORST_FIRST.indexOf(checked.status()) < WORST_FIRST.indexOf(worst);
      worst = worse ? checked.status() : worst;
      problems += checked.problems();
    }
    if (!arguments.has(Options.JSON)) {
      console.out().println(problems == 0 ? "no problem found" : found(problems));
    }
    return worst;
  }

  private record Checked(ExitStatus status, int problems) {}

  private static String found(int problems) {
    return ConnectFailureMessages.count(problems, "problem") + " found";
  }

  private static ConfigSources sources(ParsedArguments line, Console console, InputCache inputs) {
    return new ConfigSources(line, RcConfig.none(), console, inputs);
  }

  private static Checked check(
      String tunnel, ConfigSources bare, ClockSources clocks, TakenAddresses taken)
      throws CliException, InterruptedException {
    ParsedArguments arguments = bare.line();
    Console console = bare.console();
    ConfigSources sources = bare;
    Optional<EffectiveConfig> plan = Optional.empty();
    Optional<CliError> problem = Optional.empty();
    try {
      sources = KnockPlan.sources(ProxyChecks.routed(arguments), console, bare.inputs());
      plan = Optional.of(EffectiveConfig.read(sources));
    } catch (CliException e) {
      problem = Optional.of(arguments.nameVariables(e.problem()));
    }
    List<Finding> findings = new ArrayList<>();
    problem.map(found -> Finding.of(Topic.CONFIGURATION, found)).ifPresent(findings::add);
    findings.addAll(new ConfigChecks(sources, clocks).findings(plan));
    plan.flatMap(EffectiveConfig::bind)
        .flatMap(address -> taken.take(address, tunnel))
        .ifPresent(findings::add);
    SettingsReport settings = new SettingsReport(sources, plan.flatMap(EffectiveConfig::spa));
    Report report = new Report(tunnel, settings.shown(), findings);
    ExitStatus status = status(report, problem);
    if (arguments.has(Options.JSON)) {
      console.out().println(ReportJson.of(report, status.code()));
    } else {
      print(report, console);
    }
    return new Checked(status, report.problems());
  }

  /** A command line that is none, and a configuration that cannot be used, end as in a run. */
  private static ExitStatus status(Report report, Optional<CliError> problem) {
    return problem
        .map(CliError::status)
        .filter(List.of(ExitStatus.USAGE, ExitStatus.CONFIGURATION)::contains)
        .orElse(report.allWell() ? ExitStatus.OK : ExitStatus.FAILED);
  }

  private static void print(Report report, Console console) {
    boolean unicode = console.out().charset().equals(StandardCharsets.UTF_8);
    new ReportText(unicode, console.terminal().isTty(1), console.terminal().ansi(1))
        .lines(report)
        .forEach(console.out()::println);
  }
}
