package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tunnels that cannot be had. A single one is the end; of several each is reported, and the others
 * run unless the user wants all or none.
 */
final class Failures {
  private final boolean fatal;
  private final List<String> tunnels = new ArrayList<>();
  private final Set<ExitStatus> statuses = new HashSet<>();

  private Failures(boolean fatal) {
    this.fatal = fatal;
  }

  static Failures of(Arguments arguments) {
    return new Failures(
        !arguments.has(Options.LOCAL_FORWARD) || arguments.has(Options.EXIT_ON_FORWARD_FAILURE));
  }

  static Failures eachIsTheEnd() {
    return new Failures(true);
  }

  /** Reports one, or ends. What is wrong with the command line itself is never passed over. */
  void add(EventLog log, ProblemException failure) throws ProblemException {
    Problem problem = failure.problem();
    if (fatal || problem.status().equals(ExitStatus.USAGE)) {
      throw failure;
    }
    log.warn("not_started", "not started: " + problem.line());
    statuses.add(problem.status());
    tunnels.add(log.tunnel());
  }

  /** Those that could not be had. */
  List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /** For the case that no tunnel is left. */
  ProblemException all() {
    return new ProblemException(
        new Problem(
            statuses.size() == 1 ? statuses.iterator().next() : ExitStatus.CANNOT_LISTEN,
            "no tunnel could be started",
            "the reasons stand above"));
  }
}
