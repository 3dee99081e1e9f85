package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.messages.LikelyCauses;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a port probably stays closed. That does not change from one try to the next, and some clients
 * retry every second: it is logged once a minute for each target. Thread-safe.
 */
final class CauseHints {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<InetSocketAddress, Instant> shown = new HashMap<>();

  CauseHints(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The line that belongs behind that of the event; most have none.
   *
   * @param suspected causes that something speaks for
   */
  Optional<LogLine> of(TunnelEvent event, Set<LikelyCause> suspected) {
    return event instanceof TunnelEvent.ConnectFailed failed
        ? seen(failed.failure())
            .flatMap(seen ->
                LikelyCauses.of(failed.failure(), suspected)
                    .filter(causes -> isDue(seen.target()))
                    .map(causes -> line(failed, seen, causes)))
        : Optional.empty();
  }

  private static Optional<ConnectFailure.DialStats> seen(ConnectFailure failure) {
    return switch (failure) {
      case ConnectFailure.TimedOut silent -> Optional.of(silent.stats());
      case ConnectFailure.ConnectionRefused refused -> Optional.of(refused.stats());
      case ConnectFailure.Unreachable unreachable -> Optional.of(unreachable.stats());
      default -> Optional.empty();
    };
  }

  private synchronized boolean isDue(InetSocketAddress target) {
    Instant now = clock.instant();
    // A clock that was set back must not keep it silent for longer.
    shown.values().removeIf(last -> Duration.between(last, now).abs().compareTo(PAUSE) >= 0);
    return shown.putIfAbsent(target, now) == null;
  }

  private static LogLine line(
      TunnelEvent.ConnectFailed failed, ConnectFailure.DialStats seen, LikelyCauses causes) {
    return new LogLine(
        Level.WARN,
        failed.connection(),
        LogEvent.HINT,
        causes.line(),
        List.of(LogField.TARGET.of(AddressFormatter.of(seen.target()))),
        causes.lines());
  }
}
