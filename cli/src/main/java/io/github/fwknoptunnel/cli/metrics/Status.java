package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.output.JsonObject;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the tunnels of a process are doing, as JSON (docs/METRICS.md).
 *
 * @param notStarted names of tunnels that could not be started
 */
public record Status(Instant time, List<TunnelStatus.Snapshot> tunnels, List<String> notStarted) {
  private static final double NANOS = 1e9;

  /** One object on one line. */
  public String json() {
    return new JsonObject()
        .put("time", time)
        .put("tunnels", tunnels.stream().map(Status::json).toList())
        .put("not_started", notStarted)
        .toString();
  }

  private static JsonObject json(TunnelStatus.Snapshot tunnel) {
    return new JsonObject()
        .put("tunnel", tunnel.name())
        .put("listening", tunnel.place().listening())
        .put("targets", tunnel.place().targets())
        .put("connections_accepted", tunnel.totals().accepted())
        .put("connect_failures", tunnel.totals().failed())
        .put("knocks", tunnel.totals().knocks())
        .put("sessions", tunnel.sessions().stream().map(Status::json).toList())
        .put("failures", tunnel.failures().stream().map(Status::json).toList())
        .put(
            "port_open_durations_seconds",
            tunnel.openings().stream().map(Status::seconds).toList());
  }

  private static JsonObject json(Tunnel.Session session) {
    return new JsonObject()
        .put("connection", session.number())
        .put("client", AddressFormatter.of(session.client()))
        .put("target", session.target().map(Object::toString).orElse(null))
        .put("age_seconds", seconds(session.age()))
        .put("connected_after_seconds", session.connectedAfter().map(Status::seconds).orElse(null))
        .put("bytes_upstream", session.bytes().upstream())
        .put("bytes_downstream", session.bytes().downstream());
  }

  private static JsonObject json(TunnelStatus.Snapshot.Failure failure) {
    return new JsonObject()
        .put("time", failure.time())
        .put("connection", failure.connection())
        .put("reason", failure.reason())
        .put("error", failure.error())
        .put("hint", failure.hint().orElse(null));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }

  /** {@code 17 B}, {@code 1.5 MiB}. */
  static String size(long bytes) {
    double size = bytes;
    for (String unit : List.of("B", "KiB", "MiB", "GiB")) {
      if (size < 1024) {
        return unit.equals("B") ? bytes + " B" : "%.1f %s".formatted(size, unit);
      }
      size /= 1024;
    }
    return "%.1f TiB".formatted(size);
  }

  /** {@code 12 s}, {@code 3 min 5 s}, {@code 2 d 3 h}. */
  static String age(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
    return time.toDays() == 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " d " + time.toHoursPart() + " h";
  }

  /** Whether a session has its target, and how long that took. */
  static String state(Tunnel.Session session) {
    return session
        .connectedAfter()
        .map(took -> "after " + ConnectFailureMessages.time(took))
        .orElse("waiting");
  }
}
