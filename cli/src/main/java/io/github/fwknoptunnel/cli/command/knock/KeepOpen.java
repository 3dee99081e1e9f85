package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.access.AccessWindow;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code knock --keep}: a fresh packet before the server closes the port, until a signal.
 *
 * @param period from one packet to the next
 */
record KeepOpen(Duration period) {
  /** The longest sleep. */
  private static final Duration NAP = Duration.ofSeconds(1);

  /** Knocks once more. */
  interface Knock {
    void again() throws CliException, InterruptedException;
  }

  /** Empty if one packet is all. */
  static Optional<KeepOpen> read(ParsedArguments arguments, SpaSettings settings)
      throws CliException {
    Optional<Optional<Duration>> period = arguments.value(Options.KEEP);
    arguments.refuseExcluded(List.of(Options.KEEP));
    return period.map(given -> new KeepOpen(given.orElse(ofRequest(settings.request()))));
  }

  /** Two thirds of the time that the port stays open. */
  private static Duration ofRequest(SpaRequest request) {
    return SpaKnocker.reuseWindow(
        request instanceof SpaRequest.Access access ? access.accessTimeout() : Optional.empty());
  }

  /**
   * Knocks now, and again and again. A packet that cannot be sent is reported, and the next one is
   * tried: a laptop may be without a network for a while.
   *
   * @throws CliException if the port that is watched stays closed
   */
  ExitStatus run(Knock knock, ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    while (true) {
      try {
        knock.again();
      } catch (CliException e) {
        CliError problem = e.problem();
        if (problem.status().equals(ExitStatus.STAYED_CLOSED)) {
          throw e;
        }
        String next = "; the next packet is due in " + ConnectFailureMessages.time(period);
        Logs.warn(arguments, console, problem.error() + next);
      }
      awaitNext();
    }
  }

  /** In naps, since a thread that sleeps does not notice that the machine was suspended. */
  private void awaitNext() throws InterruptedException {
    AccessWindow pause = AccessWindow.startingNow(period);
    for (Duration left = pause.left(); left.isPositive(); left = pause.left()) {
      Thread.sleep(left.compareTo(NAP) < 0 ? left : NAP);
    }
  }
}
