package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ProblemException;

/** The log as the general options want it. */
final class Logs {
  private Logs() {}

  static EventLog open(Arguments arguments, Console console, String purpose)
      throws ProblemException {
    EventLog.Format format =
        arguments.choice(Options.LOG_FORMAT, EventLog.Format.values()).orElse(EventLog.Format.TEXT);
    return new EventLog(console.err(), format, arguments.has(Options.VERBOSE), purpose)
        .in(console.terminal().ink(2));
  }
}
