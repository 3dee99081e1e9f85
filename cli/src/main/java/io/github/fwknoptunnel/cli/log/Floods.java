package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.util.List;
import java.util.function.Consumer;

/** Events that a client can cause as often as it likes are summed up. Thread-safe. */
final class Floods {
  private final Consumer<LogLine> log;
  private final Flood refused = flood(LogEvent.CLIENT_REJECTED, "clients refused");
  private final Flood connectFailed = flood(LogEvent.CONNECT_FAILED, "connections not opened");
  private final Flood unserved = flood(LogEvent.REQUEST_REJECTED, "requests rejected");
  private final Flood paused = flood(LogEvent.ACCEPT_BACKOFF, "failures to accept");

  Floods(Consumer<LogLine> log) {
    this.log = log;
  }

  private Flood flood(LogEvent event, String what) {
    return new Flood(count -> report(event, what, count));
  }

  private void report(LogEvent event, String what, long count) {
    log.accept(
        new LogLine(
            Level.WARN,
            0,
            LogEvent.SUPPRESSED,
            count + " more " + what + " within a second",
            List.of(LogField.KIND.of(event), LogField.LINES.of(count))));
  }

  boolean passes(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.ClientRejected _ -> refused.passes();
      case TunnelEvent.ConnectFailed _ -> connectFailed.passes();
      case TunnelEvent.RequestRejected _ -> unserved.passes();
      case TunnelEvent.AcceptBackoff _ -> paused.passes();
      default -> true;
    };
  }
}
