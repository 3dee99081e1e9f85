package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.setting.KnockPolicy;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.CommandKnocker;
import io.github.fwknoptunnel.tunnel.knock.ExternalCommand;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens before a connect: nothing, the user's command, or an SPA packet.
 *
 * @param knock absent for a plain connection
 * @param action in words
 * @param brief the same for the log's first line
 * @param warnings what will probably not work as it was meant, except for weak keys
 * @param spa the packet's settings, if it is one
 */
public record KnockPlan(
    Optional<TunnelConfig.KnockConfig> knock,
    String action,
    String brief,
    List<String> warnings,
    Optional<SpaSettings> spa) {

  /** The rc file matters only to a tunnel that knocks with SPA packets. */
  public static ConfigSources sources(ParsedArguments arguments, Console console)
      throws CliException {
    return sources(arguments, console, new InputCache());
  }

  /** The same where several tunnels share what is read. */
  public static ConfigSources sources(ParsedArguments arguments, Console console, InputCache inputs)
      throws CliException {
    return wantsSpa(arguments)
        ? ConfigSources.read(arguments, console, inputs)
        : ConfigSources.of(arguments, console);
  }

  /** Whether SPA packets are to be sent. */
  public static boolean wantsSpa(ParsedArguments arguments) {
    return !arguments.has(Options.CMD)
        && (arguments.firstOf(MutuallyExclusive.SPA).isPresent()
            || KeyResolver.inEnvironment(System.getenv()));
  }

  /**
   * Reads what is to happen before a connection to {@code target}.
   *
   * @param name of the tunnel, before the output of its command; empty if there is only one
   */
  public static KnockPlan read(
      ConfigSources sources, String name, TunnelConfig.HostAndPort target, KnockSettings knock)
      throws CliException {
    ParsedArguments arguments = sources.line();
    Optional<String> command = arguments.value(Options.CMD);
    arguments.refuseExcluded(List.of(Options.CMD));
    if (command.isPresent()) {
      return command(
          command.get(), Logs.open(arguments, sources.console(), "").of(name, ""), knock);
    }
    if (wantsSpa(arguments)) {
      return spa(sources, target, knock);
    }
    return new KnockPlan(
        Optional.empty(),
        "no knock is sent (no keys, no stanza, no -cmd)",
        "no knock",
        List.of(),
        Optional.empty());
  }

  /** What {@code check} reports by itself and a run has to warn of. */
  public List<String> keyWarnings() {
    return spa.map(SpaSettings::keyWarnings).orElse(List.of());
  }

  /** What the options may be the cause of, should the port stay closed. */
  public Set<LikelyCause> suspected() {
    return spa.map(SpaSettings::suspected).orElse(Set.of());
  }

  /** Where to connect to: a NAT port is opened instead of the requested port. */
  public TunnelConfig.HostAndPort dialled(TunnelConfig.HostAndPort remote) {
    List<PortSpec> opened = spa.map(settings -> settings.request().ports()).orElse(List.of());
    return opened.isEmpty() || opened.contains(PortSpec.tcp(remote.port()))
        ? remote
        : new TunnelConfig.HostAndPort(remote.host(), opened.getFirst().port());
  }

  private static KnockPlan command(String text, CommandKnocker.Output output, KnockSettings knock)
      throws CliException {
    ExternalCommand command;
    try {
      command = ExternalCommand.parse(text);
    } catch (InvalidPathException e) {
      throw LocatedText.of(Options.CMD, text).unrepresentable();
    } catch (IllegalArgumentException e) {
      throw new CliException(
          CliError.invalid(Options.CMD, text, "quote it as for a shell: " + e.getMessage()));
    }
    if (text.startsWith("~")) {
      throw new CliException(
          CliError.invalid(Options.CMD, text, "write the full path: only the shell expands '~'"));
    }
    ChildProcesses.prepare();
    CommandKnocker knocker = new CommandKnocker(command, knock.cmdTimeout(), output);
    Optional<Duration> shared = knock.reuseWindow(KnockPolicy.EACH, Optional.empty());
    return new KnockPlan(
        Optional.of(new TunnelConfig.KnockConfig(knocker, knock.delay(), shared)),
        "'" + command + "' is run",
        "runs '" + command + "' first",
        command.validate().map(fault -> "-cmd " + command + " cannot be started: " + fault).stream()
            .toList(),
        Optional.empty());
  }

  private static KnockPlan spa(
      ConfigSources sources, TunnelConfig.HostAndPort target, KnockSettings knock)
      throws CliException {
    SpaSettings spa =
        SpaSettings.read(sources, Optional.of(target.host()), Optional.of(target.port()));
    // A packet that no server opens is an error at the start, not for each connection.
    var _ = spa.seal();
    Knocker knocker = knock.knocker(spa);
    Optional<Duration> shared =
        knock.reuseWindow(KnockPolicy.SHARED, spa.request().accessTimeout());
    return new KnockPlan(
        Optional.of(new TunnelConfig.KnockConfig(knocker, knock.delay(), shared)),
        "an SPA packet asks " + spa.summary(),
        spa.brief(),
        spa.warnings(),
        Optional.of(spa));
  }
}
