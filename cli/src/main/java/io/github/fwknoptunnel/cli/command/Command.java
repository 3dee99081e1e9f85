package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Console;

/** One thing the program can do. */
@FunctionalInterface
public interface Command {
  ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException;
}
