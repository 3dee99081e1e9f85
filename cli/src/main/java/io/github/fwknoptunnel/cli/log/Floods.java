package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.util.List;
import java.util.function.Consumer;

/** Events that a client can cause as often as it likes are summed up. Thread-safe. */
final class Floods {
  private final Consumer<LogLine> log;
  private final Flood refused = flood("refused", "clients refused");
  private final Flood notOpened = flood("not_opened", "connections not opened");
  private final Flood paused = flood("paused", "failures to accept");

  Floods(Consumer<LogLine> log) {
    this.log = log;
  }

  private Flood flood(String event, String what) {
    return new Flood(count -> report(event, what, count));
  }

  private void report(String event, String what, long count) {
    log.accept(
        new LogLine(
            Level.WARN,
            0,
            "suppressed",
            count + " more " + what + " within a second",
            List.of(new Field("kind", event), new Field("lines", count))));
  }

  boolean passes(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Refused _ -> refused.passes();
      case TunnelEvent.NotOpened _ -> notOpened.passes();
      case TunnelEvent.Paused _ -> paused.passes();
      default -> true;
    };
  }
}
