package io.github.fwknoptunnel.cli.terminal;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import java.io.InputStream;
import java.io.PrintStream;

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
    String hint = problem.hint().map(text -> "\nhint: " + LogSanitizer.of(text)).orElse("");
    err.println(terminal.ink(2).red("error:") + " " + LogSanitizer.of(problem.error()) + hint);
  }
}
