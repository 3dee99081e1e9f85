package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.shell.Completion;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.util.List;

/** Prints a script that completes command lines. */
final class CompletionCommand implements Command {
  @Override
  public ExitStatus run(Arguments arguments, Console console) throws ProblemException {
    console.out().print(shell(arguments.operands()).script());
    return ExitStatus.OK;
  }

  private static Completion shell(List<String> operands) throws ProblemException {
    return switch (operands) {
      case List<String> one when one.equals(List.of("bash")) -> Completion.BASH;
      case List<String> one when one.equals(List.of("zsh")) -> Completion.ZSH;
      case List<String> none when none.isEmpty() -> throw usage("which shell is missing");
      default -> throw usage("no completion for '" + String.join(" ", operands) + "'");
    };
  }

  private static ProblemException usage(String error) {
    return new ProblemException(
        Problem.usage(error, "there are 'completion bash' and 'completion zsh'"));
  }
}
