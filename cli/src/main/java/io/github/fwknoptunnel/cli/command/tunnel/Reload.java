package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.service.SystemdNotifier;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads the settings of running tunnels anew. What cannot be used changes nothing: the old settings
 * stay. Thread-safe.
 */
final class Reload {
  /** Named tunnels are opened anew for these. */
  private static final List<Setting<?>> OF_A_TUNNEL =
      List.of(
          Options.BIND_ADDRESS,
          Options.LOCAL_PORT,
          Options.MODE,
          ListenOptions.UNIX_SOCKET,
          ListenOptions.ALLOW_USER,
          ListenOptions.MAX_CONNECTIONS,
          RelayOptions.IDLE_TIMEOUT,
          RelayOptions.HALF_CLOSE_TIMEOUT,
          RelayOptions.KEEP_ALIVE);

  private final ParsedArguments arguments;
  private final Console console;
  private final Tunnels tunnels;
  private final SystemdNotifier manager;

  Reload(ParsedArguments arguments, Console console, Tunnels tunnels, SystemdNotifier manager) {
    this.arguments = arguments;
    // A reload cannot prompt.
    this.console = new Console(console.in(), console.out(), console.err());
    this.tunnels = tunnels;
    this.manager = manager;
  }

  synchronized void run(EventLog log) {
    manager.reloading();
    ParsedArguments now = arguments;
    try {
      now = arguments.reparse();
      // The log stays as it was opened, for warnings about an rc file too.
      GivenOption format = GivenOption.of(Options.LOG_FORMAT, log.isJson() ? "json" : "text");
      List<TunnelPlan> plans =
          TunnelPlan.read(now.with(List.of(format)), console, StartFailures.eachIsTheEnd());
      tunnels.reload(plans).forEach(plan -> done(log.of(plan.log().tunnel(), ""), plan));
      reportIgnored(now, log);
    } catch (CliException e) {
      if (!Thread.currentThread().isInterrupted()) {
        CliError problem = now.nameVariables(e.problem());
        log.warn(LogEvent.RELOAD_FAILED, "reload failed, settings unchanged: " + problem.line());
      }
    } catch (RuntimeException e) {
      // One reload is lost, and not all that come after it.
      log.warn(LogEvent.RELOAD_FAILED, "reload failed: unexpected: " + e);
    } finally {
      // An interrupted reload belongs to a service that stops.
      if (!Thread.currentThread().isInterrupted()) {
        manager.ready(tunnels.summary());
      }
    }
  }

  private static void done(EventLog log, TunnelPlan plan) {
    log.note(LogEvent.RELOADED, "reloaded " + plan.purpose());
    plan.warn(log);
  }

  private void reportIgnored(ParsedArguments now, EventLog log) throws CliException {
    StringJoiner changed = new StringJoiner(", ");
    List<Setting<?>> onlyAtStart = new ArrayList<>(ServiceOptions.OF_THE_PROCESS);
    onlyAtStart.removeAll(List.of(Options.LOCAL_FORWARD, ProxyOptions.ROUTE));
    if (!tunnels.areAllNamed()) {
      onlyAtStart.addAll(OF_A_TUNNEL);
    }
    for (Setting<?> option : onlyAtStart) {
      if (!values(arguments, option).equals(values(now, option))) {
        changed.add(option.toString());
      }
    }
    if (changed.length() > 0) {
      log.warn(LogEvent.RELOAD_INCOMPLETE, "restart needed for: " + changed);
    }
  }

  private static List<String> values(ParsedArguments line, Setting<?> option) throws CliException {
    if (option.isFlag()) {
      return List.of(Boolean.toString(line.has(option)));
    }
    return line.all(option).stream().map(GivenOption::value).toList();
  }
}
