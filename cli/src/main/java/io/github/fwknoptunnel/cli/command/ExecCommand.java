package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.time.Duration;

/** Runs the user's command with a tunnel on a free local port, and ends as the command does. */
final class ExecCommand implements Command {
  @Override
  public ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    if (arguments.operands().isEmpty()) {
      throw new ProblemException(
          Problem.usage(
              "there is no command to run",
              "write it behind the options: fwknop-tunnel exec … -- psql -h {host} -p {port}"));
    }
    TunnelSettings settings =
        TunnelSettings.read(arguments, console, Entrance.ofOneUser(arguments));
    Duration drain = ServiceSettings.drain(arguments);
    EventLog log = Logs.inBackground(log(arguments, console, settings.purpose()));
    try (Tunnel tunnel = LocalAddress.OF_OPTIONS.open(settings.config(), log)) {
      settings.warnings().forEach(text -> log.warn("warning", text));
      ExitStatus status =
          new ChildCommand(arguments.operands(), tunnel.address()).run(PassedSignals.listen());
      log.note("draining", "the command ended with status " + status.code());
      // What the command wrote before it ended may still be on its way.
      tunnel.drain(drain);
      return status;
    }
  }

  /** The terminal is the command's, except for what went wrong. */
  private static EventLog log(Arguments arguments, Console console, String purpose)
      throws ProblemException {
    EventLog log = Logs.open(arguments, console, purpose);
    return arguments.has(Options.VERBOSE) ? log : log.warningsOnly();
  }
}
