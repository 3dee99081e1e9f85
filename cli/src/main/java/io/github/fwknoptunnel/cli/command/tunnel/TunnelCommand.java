package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.config.tunnel.ServiceSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.service.SystemdNotifier;
import io.github.fwknoptunnel.cli.signal.ShutdownSignal;
import io.github.fwknoptunnel.cli.signal.SighupHandler;
import io.github.fwknoptunnel.cli.signal.Signals;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one tunnel or several until a signal, or until {@code --exit-idle-time} is over. */
public final class TunnelCommand implements Command {
  @Override
  public ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    StartFailures failures = StartFailures.of(arguments);
    List<TunnelPlan> plans = TunnelPlan.read(arguments, console, failures);
    ServiceSettings service = ServiceSettings.read(arguments);
    EventLog log = Logs.inBackground(Logs.open(arguments, console, ""));
    ShutdownSignal stop = ShutdownSignal.listen();
    SighupHandler hangup = SighupHandler.listen(stop);
    Map<String, ServerSocketChannel> given = SocketActivation.take(arguments, plans, log);
    try (ReadyFile ready = ReadyFile.prepare(arguments);
        TunnelObservers observers = TunnelObservers.open(service.metrics(), log, stop::fail);
        Tunnels tunnels = Tunnels.open(plans, failures, observers, given)) {
      SystemdNotifier manager = manager(log);
      Reload reload = new Reload(arguments, console, tunnels, manager);
      Signals.handleIfKnown("USR1", () -> observers.printTable(log));
      service
          .exitIdleTime()
          .ifPresent(limit -> observers.whenIdle(limit, () -> endUnused(limit, stop, log)));
      failures.tunnels().forEach(observers::notStarted);
      ready.write(tunnels.addresses());
      observers.ready(true);
      tunnels.onChange(() -> rewrite(ready, tunnels, observers, log));
      manager.ready(tunnels.summary());
      hangup.begin(() -> reload.run(log));
      SystemdNotifier.Health health = timeout -> stop.received() || tunnels.responsive(timeout);
      observers.healthBy(health);
      manager.watch(health);
      stop.await();
      hangup.ignore();
      manager.stopping();
      stopListening(tunnels, observers, ready);
      boolean finished = drain(tunnels, observers, service.drain(), log);
      // For a service manager, a stop that it requested is not a failure.
      return finished || manager.isPresent() ? stop.status() : ExitStatus.FAILED;
    }
  }

  /** Before it is logged: scripts that read that line count on it. */
  private static void stopListening(Tunnels tunnels, TunnelObservers observers, ReadyFile ready)
      throws InterruptedException {
    tunnels.openNoMore();
    observers.ready(false);
    ready.remove();
    tunnels.stopListening();
  }

  private static SystemdNotifier manager(EventLog log) {
    return SystemdNotifier.of(System.getenv(), log::warn);
  }

  /** Only while a tunnel listens is the program ready. */
  private static void rewrite(
      ReadyFile ready, Tunnels tunnels, TunnelObservers observers, EventLog log) {
    List<SocketAddress> addresses = tunnels.addresses();
    observers.ready(!addresses.isEmpty());
    try {
      if (addresses.isEmpty()) {
        ready.remove();
      } else {
        ready.write(addresses);
      }
    } catch (CliException e) {
      log.warn(e.problem().line());
    }
  }

  /** Cuts connections that are still open after the drain timeout; false if there were any. */
  private static boolean drain(
      Tunnels tunnels, TunnelObservers observers, Duration limit, EventLog log)
      throws InterruptedException {
    int open = observers.openConnections();
    log.note(
        LogEvent.DRAINING,
        open == 0
            ? "stopping: no connection is open"
            : "stopping: %s may finish within %s"
                .formatted(
                    ConnectFailureMessages.count(open, "connection"),
                    ConnectFailureMessages.time(limit)));
    boolean finished = tunnels.drain(limit);
    if (finished) {
      log.note(LogEvent.STOPPED, "stopped");
    } else {
      String aborted = ConnectFailureMessages.count(observers.openConnections(), "connection");
      log.warn(
          LogEvent.STOPPED,
          "stopped: " + aborted + " aborted after " + ConnectFailureMessages.time(limit));
    }
    return finished;
  }

  private static void endUnused(Duration limit, ShutdownSignal stop, EventLog log) {
    log.note(LogEvent.IDLE_EXIT, "no connection was open for " + limit.toMillis() + " ms");
    stop.request();
  }
}
