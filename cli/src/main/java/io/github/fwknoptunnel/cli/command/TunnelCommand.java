package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.service.ServiceManager;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OpenWords;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs one tunnel or several until a signal comes, or nobody uses them. */
final class TunnelCommand implements Command {
  @Override
  public ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    Failures failures = Failures.of(arguments);
    List<TunnelPlan> plans = TunnelPlan.read(arguments, console, failures);
    ServiceSettings service = ServiceSettings.read(arguments);
    EventLog log = Logs.inBackground(Logs.open(arguments, console, ""));
    StopSignal stop = StopSignal.listen();
    Hangup hangup = Hangup.listen(stop);
    Optional<ServerSocketChannel> given = GivenEntrance.take(arguments, log);
    try (ReadyFile ready = ReadyFile.prepare(arguments);
        Watchers watchers = Watchers.open(service.metrics(), log, stop::fail);
        Tunnels tunnels = Tunnels.open(plans, failures, watchers, given)) {
      ServiceManager manager =
          ServiceManager.of(System.getenv(), text -> log.warn("warning", text));
      Reload reload = new Reload(arguments, console, tunnels, manager);
      Signals.handleIfKnown("USR1", () -> watchers.printTable(log));
      service
          .idleExit()
          .ifPresent(limit -> watchers.whenIdle(limit, () -> endUnused(limit, stop, log)));
      failures.tunnels().forEach(watchers::notStarted);
      ready.write(tunnels.addresses());
      watchers.ready(true);
      manager.ready(tunnels.summary());
      hangup.begin(() -> reload.run(log));
      ServiceManager.Health health = patience -> stop.came() || tunnels.responsive(patience);
      watchers.healthBy(health);
      manager.watch(health);
      stop.await();
      hangup.ignore();
      manager.stopping();
      watchers.ready(false);
      ready.remove();
      // Before it is logged: scripts that read that line count on it.
      tunnels.stopListening();
      boolean finished = drain(tunnels, watchers, service.drain(), log);
      // To a service manager a stop that it asked for is no failure, however it went.
      return finished || manager.isPresent() ? stop.status() : ExitStatus.FAILED;
    }
  }

  /** Cuts connections that are still open after the drain timeout; false if there were any. */
  private static boolean drain(Tunnels tunnels, Watchers watchers, Duration limit, EventLog log)
      throws InterruptedException {
    int open = watchers.openConnections();
    log.note(
        "draining",
        open == 0
            ? "stopping: no connection is open"
            : "stopping: %s may finish within %s"
                .formatted(OpenWords.count(open, "connection"), OpenWords.time(limit)));
    boolean finished = tunnels.drain(limit);
    if (finished) {
      log.note("stopped", "stopped");
    } else {
      String cut = OpenWords.count(watchers.openConnections(), "connection");
      log.warn("stopped", "stopped: " + cut + " cut after " + OpenWords.time(limit));
    }
    return finished;
  }

  private static void endUnused(Duration limit, StopSignal stop, EventLog log) {
    log.note("idle", "no connection was open for " + limit.toMillis() + " ms");
    stop.request();
  }
}
