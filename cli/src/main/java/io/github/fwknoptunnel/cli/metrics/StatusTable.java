package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.log.LogField;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tunnel is doing, as lines of the log. */
public final class StatusTable {
  /** The maximum number of lines. */
  private static final int MAX_LINES = 50;

  private final TunnelStatus.Snapshot status;
  private final String prefix;

  private StatusTable(TunnelStatus.Snapshot status, String prefix) {
    this.status = status;
    this.prefix = prefix;
  }

  /**
   * A line.
   *
   * @param fields the same for machines, in their order
   */
  public record Line(String text, Map<LogField, Object> fields) {}

  /**
   * The table, a line each.
   *
   * @param isOnlyOne whether a connection's number is enough, without the tunnel's name
   */
  public static List<Line> lines(TunnelStatus.Snapshot status, boolean isOnlyOne) {
    StatusTable table = new StatusTable(status, isOnlyOne ? "" : "[" + status.name() + "] ");
    List<Line> lines = new ArrayList<>();
    lines.add(table.summary());
    status.sessions().stream().limit(MAX_LINES).map(table::line).forEach(lines::add);
    int more = status.sessions().size() - MAX_LINES;
    if (more > 0) {
      lines.add(
          new Line(
              table.prefix + "and %d more".formatted(more), table.fields(LogField.MORE, more)));
    }
    return lines;
  }

  private Line summary() {
    int open = status.sessions().size();
    TunnelStatus.Snapshot.Totals totals = status.totals();
    String text =
        "%s: %d open, %d accepted, %d not opened, %d knocks"
            .formatted(status.name(), open, totals.accepted(), totals.failed(), totals.knocks());
    Map<LogField, Object> fields = fields(LogField.OPEN, open);
    fields.put(LogField.ACCEPTED, totals.accepted());
    fields.put(LogField.CONNECT_FAILURES, totals.failed());
    fields.put(LogField.KNOCKS, totals.knocks());
    return new Line(text, fields);
  }

  private Line line(Tunnel.Session session) {
    String client = AddressFormatter.of(session.client());
    boolean connected = session.connectedAfter().isPresent();
    long seconds = session.age().toSeconds();
    String text =
        prefix
            + "#%d from %s, %s for %d s"
                .formatted(session.number(), client, connected ? "open" : "waiting", seconds);
    Map<LogField, Object> fields = fields(LogField.CONNECTION, session.number());
    fields.put(LogField.CLIENT, client);
    fields.put(LogField.CONNECTED, connected);
    fields.put(LogField.SECONDS, seconds);
    return new Line(text, fields);
  }

  private Map<LogField, Object> fields(LogField name, Object value) {
    Map<LogField, Object> fields = new LinkedHashMap<>();
    fields.put(LogField.TUNNEL, status.name());
    fields.put(name, value);
    return fields;
  }
}
