package io.github.fwknoptunnel.cli.command.exec;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.config.tunnel.ListenSettings;
import io.github.fwknoptunnel.cli.config.tunnel.LocalAddress;
import io.github.fwknoptunnel.cli.config.tunnel.ProxySettings;
import io.github.fwknoptunnel.cli.config.tunnel.ServiceSettings;
import io.github.fwknoptunnel.cli.config.tunnel.TunnelSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.signal.SignalForwarder;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.time.Duration;
import java.util.List;

/** Runs the user's command with a tunnel on a free local port, and ends as the command does. */
public final class ExecCommand implements Command {
  @Override
  public ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    if (arguments.operands().isEmpty()) {
      throw CliException.usage(
          "no command to run", "append it: fwknop-tunnel exec … -- psql -h {host} -p {port}");
    }
    return ProxySettings.wanted(arguments)
        ? withProxy(arguments, console)
        : withTunnel(arguments, console);
  }

  private static ExitStatus withTunnel(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    TunnelSettings settings =
        TunnelSettings.read(arguments, console, ListenSettings.ofOneUser(arguments));
    EventLog log =
        log(arguments, console, settings.purpose()).suspecting(settings.plan().suspected());
    return run(arguments, settings.config(), settings.warnings(), Logs.inBackground(log));
  }

  private static ExitStatus withProxy(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    ProxySettings settings =
        ProxySettings.read(arguments, console, ListenSettings.ofOneUser(arguments));
    EventLog log =
        log(arguments, console, settings.purpose()).suspecting(settings.routes().suspected());
    return run(arguments, settings.config(), settings.warnings(), Logs.inBackground(log));
  }

  private static ExitStatus run(
      ParsedArguments arguments, TunnelConfig config, List<String> warnings, EventLog log)
      throws CliException, InterruptedException {
    Duration drain = ServiceSettings.drain(arguments);
    boolean proxy = config.destination() instanceof TunnelConfig.Destination.NamedByClient;
    try (Tunnel tunnel = LocalAddress.OF_OPTIONS.open(config, log)) {
      warnings.forEach(log::warn);
      ExitStatus status =
          new ChildCommand(arguments.operands(), tunnel.address(), proxy)
              .run(SignalForwarder.listen());
      log.note(LogEvent.DRAINING, "the command ended with status " + status.code());
      // What the command wrote before it ended may still be on its way.
      tunnel.drain(drain);
      return status;
    }
  }

  /** The terminal is the command's, except for what went wrong. */
  private static EventLog log(ParsedArguments arguments, Console console, String purpose)
      throws CliException {
    EventLog log = Logs.open(arguments, console, purpose);
    return arguments.has(Options.VERBOSE) ? log : log.warningsOnly();
  }
}
