package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.service.ServiceManager;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.util.List;

/**
 * Reads the settings of running tunnels anew. What cannot be used changes nothing: the old settings
 * stay. Thread-safe.
 */
final class Reload {
  private final Arguments arguments;
  private final Console console;
  private final Tunnels tunnels;
  private final ServiceManager manager;

  Reload(Arguments arguments, Console console, Tunnels tunnels, ServiceManager manager) {
    this.arguments = arguments;
    // Nobody who could be asked waits for that.
    this.console = new Console(console.in(), console.out(), console.err());
    this.tunnels = tunnels;
    this.manager = manager;
  }

  synchronized void run(EventLog log) {
    manager.reloading();
    try {
      List<TunnelPlan> plans = TunnelPlan.read(arguments.again(), console, Failures.eachIsTheEnd());
      tunnels.reload(plans);
      plans.forEach(plan -> plan.log().note("reloaded", "reloaded " + plan.settings().purpose()));
    } catch (ProblemException e) {
      Problem problem = arguments.named(e.problem());
      log.warn("not_reloaded", "not reloaded, the old settings stay: " + problem.line());
    } finally {
      manager.ready(tunnels.summary());
    }
  }
}
