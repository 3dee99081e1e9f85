package io.github.fwknoptunnel.cli.terminal;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The three streams and the terminal. {@code out} is for results only: scripts read it, and {@code
 * connect} carries data over it. Everything else goes to {@code err}.
 */
public final class Console {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;

  public Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  public InputStream in() {
    return in;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public Terminal terminal() {
    return terminal;
  }

  /** A console without a terminal. */
  public Console(InputStream in, PrintStream out, PrintStream err) {
    this(in, out, err, Terminal.NONE);
  }

  public void show(CliError problem) {
    List<String> hint =
        problem.steps().isEmpty() || !terminal.isTty(2)
            ? problem.hint().stream().toList()
            : problem.steps();
    // What sd-daemon(3) calls SD_ERR.
    String priority = terminal.isJournal() ? "<3>" : "";
    String lines = hint.stream().map(LogSanitizer::of).collect(Collectors.joining("\n"));
    err.println(
        priority
            + terminal.ansi(2).red("error:")
            + " "
            + LogSanitizer.of(problem.error())
            + (lines.isEmpty() ? "" : "\n" + priority + "hint: " + lines));
  }
}
