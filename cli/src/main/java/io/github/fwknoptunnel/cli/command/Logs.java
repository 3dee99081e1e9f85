package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ErrorStream;
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

  /** The log of a program that relays: it never blocks from now on. */
  static EventLog inBackground(EventLog log) {
    ErrorStream.STDERR.startBackground(log::dropped);
    return log;
  }

  /** A warning of a command that may have no log, as the format wants it. */
  static void warn(Arguments arguments, Console console, String text) throws ProblemException {
    EventLog log = open(arguments, console, "");
    if (log.isJson()) {
      log.warn("warning", text);
    } else {
      console.err().println("warning: " + text);
    }
  }
}
