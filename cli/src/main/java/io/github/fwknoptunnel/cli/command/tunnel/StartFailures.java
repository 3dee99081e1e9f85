package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.setting.Options;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tunnels that cannot be had. A single one is the end; of several each is reported, and the others
 * run unless the user wants all or none.
 */
public final class StartFailures {
  private final boolean fatal;
  private final List<String> tunnels = new ArrayList<>();
  private final Set<ExitStatus> statuses = new HashSet<>();

  private StartFailures(boolean fatal) {
    this.fatal = fatal;
  }

  static StartFailures of(ParsedArguments arguments) {
    return new StartFailures(
        (!arguments.has(Options.LOCAL_FORWARD) && arguments.tunnels().isEmpty())
            || arguments.has(Options.EXIT_ON_FORWARD_FAILURE));
  }

  public static StartFailures eachIsTheEnd() {
    return new StartFailures(true);
  }

  /** Reports one, or ends. What is wrong with the command line itself is never passed over. */
  void add(EventLog log, CliException failure) throws CliException {
    CliError problem = failure.problem();
    if (fatal || problem.status().equals(ExitStatus.USAGE)) {
      throw failure;
    }
    log.warn(LogEvent.START_FAILED, "not started: " + problem.line());
    statuses.add(problem.status());
    tunnels.add(log.tunnel());
  }

  /** Those that could not be had. */
  List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /** For the case that no tunnel is left. */
  CliException all() {
    return new CliException(
        new CliError(
            statuses.size() == 1 ? statuses.iterator().next() : ExitStatus.CANNOT_LISTEN,
            "no tunnel could be started; see the errors above"));
  }
}
