package io.github.fwknoptunnel.cli.error;

/** Ends a command with a {@link CliError}. */
public final class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient CliError problem;

  public CliException(CliError problem, Throwable cause) {
    super(problem.error(), cause);
    this.problem = problem;
  }

  public CliException(CliError problem) {
    super(problem.error());
    this.problem = problem;
  }

  public CliError problem() {
    return problem;
  }
}
