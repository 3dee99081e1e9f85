package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.ListenWords;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.io.IOException;
import java.time.Duration;

/** Runs the tunnel until a signal comes. */
final class TunnelCommand implements Command {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  @Override
  public ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    TunnelSettings settings = TunnelSettings.read(arguments, console);
    Duration drain = arguments.time(Options.DRAIN_TIMEOUT).orElse(DRAIN);
    EventLog log = Logs.open(arguments, console, settings.purpose());
    StopSignal stop = StopSignal.listen();
    try (Tunnel tunnel = open(settings.config(), log)) {
      settings.warnings().forEach(text -> log.warn("warning", text));
      stop.await();
      log.note("draining", "stopping: open connections may finish");
      boolean drained = tunnel.drain(drain);
      return drained ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }

  private static Tunnel open(TunnelConfig config, EventLog log) throws ProblemException {
    try {
      return Tunnel.open(config, log);
    } catch (IOException e) {
      throw new ProblemException(ListenWords.of(config.bind(), e), e);
    }
  }
}
