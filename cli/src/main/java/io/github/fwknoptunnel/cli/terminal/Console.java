package io.github.fwknoptunnel.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The three streams. {@code out} is for results only: scripts read it, and {@code connect} carries
 * data over it. Everything else goes to {@code err}.
 */
public record Console(InputStream in, PrintStream out, PrintStream err) {
  public void show(Problem problem) {
    String hint = problem.hint().map(text -> "\nhint: " + OneLine.of(text)).orElse("");
    err.println("error: " + OneLine.of(problem.error()) + hint);
  }
}
