package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.time.Duration;
import java.util.List;

/** Runs one tunnel or several until a signal comes. */
final class TunnelCommand implements Command {
  static final Duration DRAIN = Duration.ofSeconds(10);

  @Override
  public ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    Failures failures = Failures.of(arguments);
    List<TunnelPlan> plans = TunnelPlan.read(arguments, console, failures);
    Duration drain = arguments.time(Options.DRAIN_TIMEOUT).orElse(DRAIN);
    EventLog log = Logs.open(arguments, console, "");
    StopSignal stop = StopSignal.listen();
    try (ReadyFile ready = ReadyFile.prepare(arguments);
        Tunnels tunnels = Tunnels.open(plans, failures)) {
      ready.write(tunnels.addresses());
      stop.await();
      ready.remove();
      // Before it is told: whoever reads that may count on it.
      tunnels.stopListening();
      log.note("draining", "stopping: open connections may finish");
      return tunnels.drain(drain) ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }
}
