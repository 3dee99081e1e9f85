package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.EntranceOptions;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.RelayOptions;
import io.github.fwknoptunnel.cli.args.ServiceOptions;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.service.ServiceManager;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads the settings of running tunnels anew. What cannot be used changes nothing: the old settings
 * stay. Thread-safe.
 */
final class Reload {
  private static final List<Opt> ONLY_AT_START =
      List.of(
          Options.BIND_ADDRESS,
          Options.LOCAL_PORT,
          Options.MODE,
          Options.DRAIN_TIMEOUT,
          Options.LOG_FORMAT,
          EntranceOptions.LOCAL_SOCKET,
          EntranceOptions.ALLOW_USER,
          EntranceOptions.MAX_CONNECTIONS,
          RelayOptions.IDLE_TIMEOUT,
          RelayOptions.LINGER,
          RelayOptions.KEEP_ALIVE,
          ServiceOptions.METRICS,
          ServiceOptions.IDLE_EXIT);

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
      Arguments now = arguments.again();
      List<TunnelPlan> plans = TunnelPlan.read(now, console, Failures.eachIsTheEnd());
      tunnels.reload(plans);
      // By the log as it was opened: its format does not change either.
      plans.forEach(plan -> done(log.of(plan.log().tunnel(), ""), plan));
      reportIgnored(now, log);
    } catch (ProblemException e) {
      if (!Thread.currentThread().isInterrupted()) {
        Problem problem = arguments.named(e.problem());
        log.warn("not_reloaded", "not reloaded, the old settings stay: " + problem.line());
      }
    } finally {
      // An interrupted reload belongs to a service that stops.
      if (!Thread.currentThread().isInterrupted()) {
        manager.ready(tunnels.summary());
      }
    }
  }

  private static void done(EventLog log, TunnelPlan plan) {
    log.note("reloaded", "reloaded " + plan.settings().purpose());
  }

  private void reportIgnored(Arguments now, EventLog log) throws ProblemException {
    StringJoiner changed = new StringJoiner(", ");
    for (Opt option : ONLY_AT_START) {
      if (!arguments.texts(option).equals(now.texts(option))) {
        changed.add(option.toString());
      }
    }
    if (changed.length() > 0) {
      log.warn("reload_incomplete", "not taken without a restart: " + changed);
    }
  }
}
