package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.output.LogSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A status as tables in plain text, for {@code fwknop-tunnel status}. */
final class StatusText {
  private StatusText() {}

  static String of(Status status) {
    StatusRows rows = new StatusRows(status);
    List<String> lines = new ArrayList<>();
    add(lines, rows.tunnels());
    add(lines, rows.sessions());
    List<List<String>> bars =
        rows.openings().stream()
            .filter(bar -> bar.count() > 0)
            .map(bar -> List.of(bar.label(), "" + bar.count()))
            .toList();
    add(lines, new StatusRows.Table("", List.of("Opening time", "Knocks"), bars, "no knock"));
    add(lines, rows.failures());
    return String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
  }

  private static void add(List<String> lines, StatusRows.Table table) {
    if (table.rows().isEmpty()) {
      lines.add(table.empty());
    } else {
      List<List<String>> all = new ArrayList<>();
      all.add(table.head());
      all.addAll(table.rows());
      List<Integer> widths =
          IntStream.range(0, table.head().size())
              .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
              .boxed()
              .toList();
      all.forEach(row -> lines.add(line(row, widths)));
    }
    lines.add("");
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = LogSanitizer.of(row.get(column));
      line.append(cell).repeat(" ", widths.get(column) - row.get(column).length() + 2);
    }
    return line.toString().stripTrailing();
  }
}
