package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.util.List;
import java.util.function.Consumer;

/** Events that a client can cause as often as it likes are summed up. Thread-safe. */
final class Floods {
  private final Consumer<LogLine> log;
  private final Flood refused = flood("client_rejected", "clients refused");
  private final Flood notOpened = flood("connect_failed", "connections not opened");
  private final Flood unserved = flood("request_refused", "requests refused");
  private final Flood paused = flood("accept_backoff", "failures to accept");

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
      case TunnelEvent.ClientRejected _ -> refused.passes();
      case TunnelEvent.ConnectFailed _ -> notOpened.passes();
      case TunnelEvent.RequestRefused _ -> unserved.passes();
      case TunnelEvent.AcceptBackoff _ -> paused.passes();
      default -> true;
    };
  }
}
