package io.github.fwknoptunnel.cli.terminal;

/** Ends a command with a {@link Problem}. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.error(), cause);
    this.problem = problem;
  }

  public ProblemException(Problem problem) {
    super(problem.error());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
