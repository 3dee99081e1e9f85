package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ErrorStream;

/** The log as the general options want it. */
public final class Logs {
  private Logs() {}

  public static EventLog open(ParsedArguments arguments, Console console, String purpose)
      throws CliException {
    boolean json = arguments.value(Options.LOG_FORMAT).filter("json"::equals).isPresent();
    EventLog.Format format = json ? EventLog.Format.JSON : EventLog.Format.TEXT;
    EventLog log = new EventLog(console.err(), format, arguments.has(Options.VERBOSE), purpose);
    return console.terminal().isJournal()
        ? log.inJournal()
        : log.in(console.terminal().ansi(2), console.terminal().isTty(2));
  }

  /** The log of a program that relays: it never blocks from now on. */
  public static EventLog inBackground(EventLog log) {
    ErrorStream.STDERR.startBackground(log::dropped);
    return log;
  }

  /** A warning of a command that may have no log, as the format wants it. */
  public static void warn(ParsedArguments arguments, Console console, String text)
      throws CliException {
    EventLog log = open(arguments, console, "");
    if (log.isJson()) {
      log.warn(text);
    } else {
      String priority = console.terminal().isJournal() ? Level.WARN.priority() : "";
      console.err().println(priority + "warning: " + text);
    }
  }
}
