package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.service.SystemdNotifier;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads the settings of running tunnels anew. What cannot be used changes nothing: the old settings
 * stay. Thread-safe.
 */
final class Reload {
  private static final List<OptionDescriptor> ONLY_AT_START =
      List.of(
          Options.BIND_ADDRESS,
          Options.LOCAL_PORT,
          Options.MODE,
          Options.DRAIN_TIMEOUT,
          Options.LOG_FORMAT,
          ProxyOptions.SOCKS,
          ListenOptions.UNIX_SOCKET,
          ListenOptions.ALLOW_USER,
          ListenOptions.MAX_CONNECTIONS,
          RelayOptions.IDLE_TIMEOUT,
          RelayOptions.HALF_CLOSE_TIMEOUT,
          RelayOptions.KEEP_ALIVE,
          ServiceOptions.METRICS,
          ServiceOptions.EXIT_IDLE_TIME);

  private final ParsedArguments arguments;
  private final Console console;
  private final Tunnels tunnels;
  private final SystemdNotifier manager;

  Reload(ParsedArguments arguments, Console console, Tunnels tunnels, SystemdNotifier manager) {
    this.arguments = arguments;
    // Nobody who could be asked waits for that.
    this.console = new Console(console.in(), console.out(), console.err());
    this.tunnels = tunnels;
    this.manager = manager;
  }

  synchronized void run(EventLog log) {
    manager.reloading();
    ParsedArguments now = arguments;
    try {
      now = arguments.reparse();
      List<TunnelPlan> plans = TunnelPlan.read(now, console, StartFailures.eachIsTheEnd());
      tunnels.reload(plans);
      // By the log as it was opened: its format does not change either.
      plans.forEach(plan -> done(log.of(plan.log().tunnel(), ""), plan));
      reportIgnored(now, log);
    } catch (CliException e) {
      if (!Thread.currentThread().isInterrupted()) {
        CliError problem = now.nameVariables(e.problem());
        log.warn("reload_failed", "not reloaded, the old settings stay: " + problem.line());
      }
    } finally {
      // An interrupted reload belongs to a service that stops.
      if (!Thread.currentThread().isInterrupted()) {
        manager.ready(tunnels.summary());
      }
    }
  }

  private static void done(EventLog log, TunnelPlan plan) {
    log.note("reloaded", "reloaded " + plan.purpose());
    plan.warn(log);
  }

  private void reportIgnored(ParsedArguments now, EventLog log) throws CliException {
    StringJoiner changed = new StringJoiner(", ");
    for (OptionDescriptor option : ONLY_AT_START) {
      if (!arguments.texts(option).equals(now.texts(option))) {
        changed.add(option.toString());
      }
    }
    if (changed.length() > 0) {
      log.warn("reload_incomplete", "not taken without a restart: " + changed);
    }
  }
}
