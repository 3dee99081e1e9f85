package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that a status consists of, as text and page show them.
 *
 * @param status borrowed
 */
record StatusRows(Status status) {
  /** Limits the size of the page; JSON has all. */
  private static final int MAX_SESSIONS = 200;

  /** In milliseconds, as the metric's. */
  private static final List<Integer> BOUNDS =
      List.of(25, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10_000);

  /** A table; each row has as many cells as the head. */
  record Table(String title, List<String> head, List<List<String>> rows, String empty) {}

  /** How many ports took this long to open. */
  record Bar(String label, long count) {}

  Table tunnels() {
    List<List<String>> rows = new ArrayList<>();
    for (TunnelStatus.Snapshot tunnel : status.tunnels()) {
      rows.add(
          List.of(
              tunnel.name(),
              tunnel.place().listening(),
              String.join(", ", tunnel.place().targets()),
              "" + tunnel.sessions().size(),
              "" + tunnel.totals().accepted(),
              "" + tunnel.totals().failed(),
              "" + tunnel.totals().knocks()));
    }
    for (String name : status.notStarted()) {
      rows.add(List.of(name, "not started", "", "", "", "", ""));
    }
    return new Table(
        "Tunnels",
        List.of("Tunnel", "Listening on", "Leads to", "Sessions", "Accepted", "Failed", "Knocks"),
        rows,
        "no tunnel");
  }

  Table sessions() {
    List<List<String>> rows = new ArrayList<>();
    long all = 0;
    for (TunnelStatus.Snapshot tunnel : status.tunnels()) {
      all += tunnel.sessions().size();
      tunnel.sessions().stream()
          .limit(Math.max(0, MAX_SESSIONS - rows.size()))
          .forEach(session -> rows.add(row(tunnel.name(), session)));
    }
    String title = "Sessions" + (all > rows.size() ? ", the first " + MAX_SESSIONS : "");
    return new Table(
        title,
        List.of("#", "Tunnel", "Client", "Target", "Connected", "Age", "Upstream", "Downstream"),
        rows,
        "no session");
  }

  private static List<String> row(String tunnel, Tunnel.Session session) {
    ByteCounts bytes = session.bytes();
    return List.of(
        "" + session.number(),
        tunnel,
        AddressFormatter.of(session.client()),
        session.target().map(Object::toString).orElse("not named yet"),
        Status.state(session),
        Status.age(session.age()),
        Status.size(bytes.upstream()),
        Status.size(bytes.downstream()));
  }

  Table failures() {
    List<List<String>> rows = new ArrayList<>();
    for (TunnelStatus.Snapshot tunnel : status.tunnels()) {
      for (TunnelStatus.Snapshot.Failure failure : tunnel.failures()) {
        rows.add(
            List.of(
                "" + failure.time().truncatedTo(ChronoUnit.SECONDS),
                tunnel.name(),
                "#" + failure.connection(),
                failure.error(),
                failure.hint().orElse("")));
      }
    }
    rows.sort((a, b) -> b.getFirst().compareTo(a.getFirst()));
    return new Table(
        "Recent failures", List.of("Time", "Tunnel", "#", "Failure", "Hint"), rows, "no failure");
  }

  /** How long ports took to open, of all tunnels; empty if none has. */
  List<Bar> openings() {
    List<Duration> all =
        status.tunnels().stream().flatMap(tunnel -> tunnel.openings().stream()).toList();
    List<Bar> bars = new ArrayList<>();
    if (all.isEmpty()) {
      return bars;
    }
    int lower = 0;
    for (int bound : BOUNDS) {
      bars.add(new Bar("up to " + bound + " ms", count(all, lower, bound)));
      lower = bound;
    }
    bars.add(new Bar("longer", count(all, lower, Long.MAX_VALUE)));
    return bars;
  }

  private static long count(List<Duration> all, long above, long upTo) {
    return all.stream()
        .mapToLong(Duration::toMillis)
        .filter(millis -> (above == 0 || millis > above) && millis <= upTo)
        .count();
  }
}
