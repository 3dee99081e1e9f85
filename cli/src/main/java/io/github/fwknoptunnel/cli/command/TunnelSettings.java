package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options of a tunnel, checked.
 *
 * @param purpose what happens before a connect, for the log's first line
 * @param warnings what somebody should know who starts it
 * @param plan what happens before a connect, in detail
 */
record TunnelSettings(TunnelConfig config, String purpose, List<String> warnings, DoorPlan plan) {
  static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);

  static TunnelSettings read(Arguments arguments, Console console) throws ProblemException {
    return read(arguments, console, Entrance.read(arguments));
  }

  static TunnelSettings read(Arguments arguments, Console console, Entrance entrance)
      throws ProblemException {
    return read(DoorPlan.sources(arguments, console), entrance);
  }

  static TunnelSettings read(Sources sources, Entrance entrance) throws ProblemException {
    Arguments arguments = sources.line();
    Target asked = target(sources);
    Mode mode = arguments.choice(Options.MODE, Mode.values()).orElse(Mode.MULTI);
    Duration openTimeout = arguments.timeLimit(Options.OPEN_TIMEOUT).orElse(OPEN_TIMEOUT);
    KnockOptions knock = KnockOptions.read(arguments);
    DoorPlan plan = DoorPlan.read(sources, sources.console(), asked, knock);
    refuseIpv6(plan, asked);
    Target target = plan.dialled(asked);
    OwnTunnel.refuse(entrance.bind(), target);
    TunnelConfig config =
        new TunnelConfig(
            entrance.bind(),
            target,
            mode,
            openTimeout,
            plan.door(),
            RelaySettings.read(arguments),
            entrance.limits());
    return new TunnelSettings(
        config,
        "for " + target + ": before a connect " + plan.action(),
        Stream.concat(entrance.warnings().stream(), plan.warning().stream()).toList(),
        plan);
  }

  /** The same with packets that are shared with other forwards. */
  TunnelSettings sharing(SharedPackets packets, Optional<String> stanza) throws ProblemException {
    TunnelConfig shared =
        new TunnelConfig(
            config.bind(),
            config.target(),
            config.mode(),
            config.openTimeout(),
            packets.combined(plan, config.target().port(), stanza),
            config.relay(),
            config.limits());
    return new TunnelSettings(shared, purpose, warnings, plan);
  }

  private static void refuseIpv6(DoorPlan plan, Target asked) throws ProblemException {
    if (plan.spa().isPresent() && asked.host().contains(":")) {
      // Told at the start: no connection could ever come about.
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              asked.host() + " has no IPv4 address",
              "fwknop servers hear and open IPv4 only"));
    }
  }

  /** The warnings that are no matter of the plan. */
  List<String> remarks() {
    return warnings.stream().filter(text -> !plan.warning().equals(Optional.of(text))).toList();
  }

  private static Target target(Sources sources) throws ProblemException {
    Arguments arguments = sources.line();
    String host =
        sources
            .or(HostText.remoteHost(arguments), RcVariable.SPA_SERVER)
            .orElseThrow(() -> missing(Options.REMOTE_HOST, "HOST"));
    if (arguments.has(Options.REMOTE_HOST)) {
      String where = Options.REMOTE_HOST.toString();
      HostText.checkTarget(host, new HostText.Origin(where, ExitStatus.USAGE));
    }
    Optional<Integer> port = arguments.port(Options.REMOTE_PORT);
    if (port.isEmpty() && new NatPort(sources).wanted()) {
      port = new NatPort(sources).behind();
    }
    return new Target(host, port.orElseThrow(() -> missing(Options.REMOTE_PORT, "PORT")));
  }

  private static ProblemException missing(Opt option, String label) {
    return usage(option + " is missing", "where to connect to: " + option + " " + label);
  }

  private static ProblemException usage(String error, String hint) {
    return new ProblemException(Problem.usage(error, hint));
  }
}
