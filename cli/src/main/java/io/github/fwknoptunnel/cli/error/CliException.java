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

  /** The command line is wrong. */
  public static CliException usage(String error, String hint) {
    return new CliException(CliError.usage(error, hint));
  }

  /** A file, a variable or the machine is not as the command line needs it. */
  public static CliException config(String error, String hint) {
    return new CliException(CliError.config(error, hint));
  }

  public CliError problem() {
    return problem;
  }
}
