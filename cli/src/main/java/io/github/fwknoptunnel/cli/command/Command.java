package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.CommandModel;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.ProblemException;

/** One thing the program can do. */
@FunctionalInterface
public interface Command {
  ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException;

  /** The command behind a model. */
  static Command of(CommandModel model) {
    return switch (model.name()) {
      case "knock" -> new KnockCommand();
      case "connect" -> new ConnectCommand();
      case "exec" -> new ExecCommand();
      case "check" -> new CheckCommand();
      case "keygen" -> new KeygenCommand();
      case "inspect" -> new InspectCommand();
      case "demo" -> new DemoCommand();
      case "ssh-config" -> new SshConfigCommand();
      case "completion" -> new CompletionCommand();
      default -> new TunnelCommand();
    };
  }
}
