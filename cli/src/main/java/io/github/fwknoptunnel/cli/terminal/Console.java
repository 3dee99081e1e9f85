package io.github.fwknoptunnel.cli.terminal;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The three streams, and somebody to ask. {@code out} is for results only: scripts read it, and
 * {@code connect} carries data over it. Everything else goes to {@code err}.
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {
  /** Where nobody can be asked. */
  public Console(InputStream in, PrintStream out, PrintStream err) {
    this(in, out, err, Terminal.NONE);
  }

  public void show(CliError problem) {
    List<String> hint =
        problem.steps().isEmpty() || !terminal.isTty(2)
            ? problem.hint().stream().toList()
            : problem.steps();
    String lines = hint.stream().map(LogSanitizer::of).collect(Collectors.joining("\n"));
    err.println(
        terminal.ink(2).red("error:")
            + " "
            + LogSanitizer.of(problem.error())
            + (lines.isEmpty() ? "" : "\nhint: " + lines));
  }
}
