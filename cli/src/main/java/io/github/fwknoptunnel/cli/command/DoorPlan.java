package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import io.github.fwknoptunnel.tunnel.knock.CommandKnocker;
import io.github.fwknoptunnel.tunnel.knock.CommandOutput;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.UserCommand;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens before a connect: nothing, the user's command, or an SPA packet.
 *
 * @param door absent for a plain connection
 * @param action in words, for the log's first line
 * @param warning something that will probably not work and may yet
 * @param spa the packet's settings, if it is one
 */
record DoorPlan(
    Optional<DoorConfig> door, String action, Optional<String> warning, Optional<SpaSettings> spa) {

  /** The rc file matters only to a tunnel that knocks with SPA packets. */
  static Sources sources(Arguments arguments, Console console) throws ProblemException {
    return sources(arguments, console, new InputCache());
  }

  /** The same where several tunnels share what is read. */
  static Sources sources(Arguments arguments, Console console, InputCache inputs)
      throws ProblemException {
    return wantsSpa(arguments)
        ? Sources.read(arguments, console, inputs)
        : Sources.of(arguments, console);
  }

  /** Whether SPA packets are to be sent. */
  static boolean wantsSpa(Arguments arguments) {
    return !arguments.has(Options.CMD)
        && (arguments.firstOf(SpaSettings.NEED_KEYS).isPresent()
            || KeySource.inEnvironment(System.getenv()));
  }

  /** Reads what is to happen before a connection to {@code target}. */
  static DoorPlan read(Sources sources, Console console, Target target, KnockOptions knock)
      throws ProblemException {
    Arguments arguments = sources.line();
    Optional<String> command = arguments.text(Options.CMD);
    Optional<Opt> spa = arguments.firstOf(SpaSettings.NEED_KEYS);
    if (command.isPresent() && spa.isPresent()) {
      throw usage(
          Options.CMD + " and " + spa.get() + " exclude each other",
          "either the command knocks, or the key file does");
    }
    if (command.isPresent()) {
      return command(command.get(), Logs.open(arguments, console, "")::commandOutput, knock);
    }
    if (wantsSpa(arguments)) {
      return spa(sources, target, knock);
    }
    return new DoorPlan(
        Optional.empty(),
        "no knock is sent (no keys, no stanza, no -cmd)",
        Optional.empty(),
        Optional.empty());
  }

  /** Where to connect to: a NAT port is opened in place of the port that was asked for. */
  Target dialled(Target asked) {
    List<PortSpec> opened =
        spa.map(settings -> OpenWait.ports(settings.request())).orElse(List.of());
    return opened.isEmpty() || opened.contains(PortSpec.tcp(asked.port()))
        ? asked
        : new Target(asked.host(), opened.getFirst().port());
  }

  private static DoorPlan command(String text, CommandOutput output, KnockOptions knock)
      throws ProblemException {
    UserCommand command;
    try {
      command = UserCommand.parse(text);
    } catch (InvalidPathException e) {
      throw Arguments.unwritable(Options.CMD, text);
    } catch (IllegalArgumentException e) {
      throw usage(
          Options.CMD + " cannot be '" + text + "'",
          "it is split as by a shell: " + e.getMessage());
    }
    if (text.startsWith("~")) {
      throw usage(
          Options.CMD + " cannot be '" + text + "'",
          "only the shell replaces '~': write the whole path");
    }
    ChildProcesses.prepare();
    CommandKnocker knocker = new CommandKnocker(command, knock.cmdTimeout(), output);
    Optional<Duration> shared = knock.sharedFor(KnockOptions.Policy.EACH, Optional.empty());
    return new DoorPlan(
        Optional.of(new DoorConfig(knocker, knock.delay(), shared)),
        "'" + command + "' is run",
        command.fault().map(fault -> "-cmd " + command + " cannot be started now: " + fault),
        Optional.empty());
  }

  private static DoorPlan spa(Sources sources, Target target, KnockOptions knock)
      throws ProblemException {
    SpaSettings spa =
        SpaSettings.read(sources, Optional.of(target.host()), Optional.of(target.port()));
    // What no server opens is told now, not to each connection.
    var _ = spa.seal();
    Knocker knocker = KnockPace.limited(sources.line(), spa.knocker(knock.mostPackets()));
    Optional<Duration> shared =
        knock.sharedFor(KnockOptions.Policy.SHARED, spa.request().openFor());
    return new DoorPlan(
        Optional.of(new DoorConfig(knocker, knock.delay(), shared)),
        "an SPA packet asks " + spa.summary(),
        spa.warning(),
        Optional.of(spa));
  }

  private static ProblemException usage(String error, String hint) {
    return new ProblemException(Problem.usage(error, hint));
  }
}
