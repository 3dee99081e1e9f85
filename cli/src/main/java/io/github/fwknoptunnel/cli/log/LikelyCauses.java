package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.cli.words.Cause;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
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
 * try every second: it is told once a minute for each target. Thread-safe.
 */
final class LikelyCauses {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<InetSocketAddress, Instant> told = new HashMap<>();

  LikelyCauses(InstantSource clock) {
    this.clock = clock;
  }

  /** The line that belongs behind that of the event; most have none. */
  Optional<LogLine> of(TunnelEvent event) {
    return event instanceof TunnelEvent.NotOpened failed
        ? seen(failed.failure())
            .flatMap(seen ->
                Cause.inOrder(failed.failure(), Set.of())
                    .filter(words -> isDue(seen.target()))
                    .map(words -> line(failed, seen, words)))
        : Optional.empty();
  }

  private static Optional<Seen> seen(OpenFailure failure) {
    return switch (failure) {
      case OpenFailure.Silent silent -> Optional.of(silent.seen());
      case OpenFailure.Refused refused -> Optional.of(refused.seen());
      case OpenFailure.Unreachable unreachable -> Optional.of(unreachable.seen());
      default -> Optional.empty();
    };
  }

  private synchronized boolean isDue(InetSocketAddress target) {
    Instant now = clock.instant();
    // A clock that was set back must not keep it silent for longer.
    told.values().removeIf(last -> Duration.between(last, now).abs().compareTo(PAUSE) >= 0);
    return told.putIfAbsent(target, now) == null;
  }

  private static LogLine line(TunnelEvent.NotOpened failed, Seen seen, String words) {
    return new LogLine(
        Level.WARN,
        failed.connection(),
        "likely_causes",
        words,
        List.of(new Field("target", AddressWords.of(seen.target()))));
  }
}
