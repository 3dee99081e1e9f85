package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.util.List;

/** Prints a script that completes command lines. */
public final class CompletionCommand implements Command {
  @Override
  public ExitStatus run(ParsedArguments arguments, Console console) throws CliException {
    console.out().print(shell(arguments.operands()).script());
    return ExitStatus.OK;
  }

  private static Completion shell(List<String> operands) throws CliException {
    return switch (operands) {
      case List<String> one when one.equals(List.of("bash")) -> Completion.BASH;
      case List<String> one when one.equals(List.of("zsh")) -> Completion.ZSH;
      case List<String> none when none.isEmpty() -> throw usage("no shell given");
      default -> throw usage("no completion for '" + String.join(" ", operands) + "'");
    };
  }

  private static CliException usage(String error) {
    return CliException.usage(error, "there are 'completion bash' and 'completion zsh'");
  }
}
