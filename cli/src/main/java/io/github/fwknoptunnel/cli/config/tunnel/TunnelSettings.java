package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.FamilySettings;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.spa.NatPort;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The options of a tunnel, checked.
 *
 * @param target where it leads
 * @param purpose what happens before a connect, for the log's first line
 * @param remarks to log at the start, besides the warnings of the plan
 * @param plan what happens before a connect, in detail
 */
public record TunnelSettings(
    TunnelConfig config,
    TunnelConfig.HostAndPort target,
    String purpose,
    List<String> remarks,
    KnockPlan plan) {
  private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

  public static TunnelSettings read(ParsedArguments arguments, Console console)
      throws CliException {
    return read(arguments, console, ListenSettings.read(arguments));
  }

  public static TunnelSettings read(
      ParsedArguments arguments, Console console, ListenSettings listen) throws CliException {
    return read(KnockPlan.sources(arguments, console), listen, "");
  }

  /**
   * The same from other sources.
   *
   * @param name of the tunnel; empty if there is only one
   */
  public static TunnelSettings read(ConfigSources sources, ListenSettings listen, String name)
      throws CliException {
    ParsedArguments arguments = sources.line();
    TunnelConfig.HostAndPort remote = target(sources);
    Mode mode = arguments.valueOrDefault(Options.MODE);
    KnockSettings knock = KnockSettings.read(arguments);
    KnockPlan plan = KnockPlan.read(sources, name, remote, knock);
    Optional<Family> family = FamilySettings.read(arguments);
    refuseOtherFamily(plan, remote, family.orElse(Family.IPV4));
    TunnelConfig.HostAndPort target = plan.dialled(remote);
    OwnTunnel.refuse(listen.bind(), target);
    TunnelConfig config =
        new TunnelConfig(
            listen.bind(),
            new TunnelConfig.Destination.Fixed(target, plan.knock()),
            mode,
            knock.connectTimeout(),
            RelaySettings.read(arguments),
            listen.limits(),
            family);
    return new TunnelSettings(
        config, target, "for " + target + ", " + plan.brief(), listen.warnings(), plan);
  }

  /** The same with packets that are shared with other forwards. */
  public TunnelSettings sharing(SharedPackets packets, Forward forward) throws CliException {
    TunnelConfig shared =
        new TunnelConfig(
            config.bind(),
            new TunnelConfig.Destination.Fixed(
                target, packets.combined(plan, target.port(), forward)),
            config.mode(),
            config.connectTimeout(),
            config.relay(),
            config.limits(),
            config.family());
    return new TunnelSettings(shared, target, purpose, remarks, plan);
  }

  private static void refuseOtherFamily(
      KnockPlan plan, TunnelConfig.HostAndPort remote, Family family) throws CliException {
    Optional<String> other =
        HostList.of(remote.host()).names().stream()
            .filter(host ->
                (family == Family.IPV4 && host.contains(":"))
                    || (family == Family.IPV6 && IPV4.matcher(host).matches()))
            .findFirst();
    if (plan.spa().isPresent() && other.isPresent()) {
      // Reported at the start: no connection could ever come about.
      CliError problem = ConnectFailureMessages.of(ConnectFailure.noAddress(other.get(), family));
      throw new CliException(
          new CliError(ExitStatus.CONFIGURATION, problem.error(), problem.hint()));
    }
  }

  /** What a run warns of. */
  public List<String> warnings() {
    return Stream.of(remarks, plan.warnings(), plan.keyWarnings()).flatMap(List::stream).toList();
  }

  private static TunnelConfig.HostAndPort target(ConfigSources sources) throws CliException {
    ParsedArguments arguments = sources.line();
    String host =
        HostText.remoteHost(arguments)
            .or(() -> sources.rc().value(RcVariable.SPA_SERVER))
            .map(HostText::bare)
            .orElseThrow(() -> missing(Options.REMOTE_HOST, "HOST"));
    if (arguments.has(Options.REMOTE_HOST)) {
      String where = Options.REMOTE_HOST.toString();
      HostText.checkTarget(host, new HostText.Origin(where, ExitStatus.USAGE));
    }
    Optional<Integer> port = arguments.value(Options.REMOTE_PORT);
    if (port.isEmpty() && new NatPort(sources).wanted()) {
      port = new NatPort(sources).behind();
    }
    return new TunnelConfig.HostAndPort(
        host, port.orElseThrow(() -> missing(Options.REMOTE_PORT, "PORT")));
  }

  private static CliException missing(Setting<?> option, String label) {
    return CliException.usage(option + " is missing", "add " + option + " " + label);
  }
}
