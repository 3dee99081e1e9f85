package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
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
      settings.warning().ifPresent(text -> log.warn("warning", text));
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
      throw new ProblemException(
          new Problem(
              ExitStatus.CANNOT_LISTEN,
              "cannot listen on " + AddressWords.of(config.bind()) + ": " + e.getMessage(),
              isOurs(config.bind().getAddress())
                  ? "another " + Options.LOCAL_PORT + ", or 0 for any free one"
                  : Options.BIND_ADDRESS + " takes an address of this machine"),
          e);
    }
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
