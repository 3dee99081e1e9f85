package io.github.fwknoptunnel.tunnel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shares of the direct connection as bars, with what the Go program measured as a line. The colours
 * follow the theme of the reader.
 */
final class Chart {
  private static final int COLOURS = 4;
  private static final int LEFT = 200;
  private static final int WIDTH = 480;
  private static final int BAR = 12;
  private static final int GAP = 14;
  private static final int TOP = 44;

  /** What the README shows of it. */
  private static final List<Metric> THROUGHPUT = List.of(Metric.UPLOAD_1, Metric.DOWNLOAD_1);

  private final Settings settings;
  private final Results results;
  private final List<Metric> metrics;
  private final List<String> parts = new ArrayList<>();

  private Chart(Settings settings, Results results, List<Metric> metrics) {
    this.settings = settings;
    this.results = results;
    this.metrics = metrics;
  }

  static Chart ofAll(Settings settings, Results results) {
    return new Chart(settings, results, List.of(Metric.values()));
  }

  static Chart ofThroughput(Settings settings, Results results) {
    return new Chart(settings, results, THROUGHPUT);
  }

  String svg() {
    List<Contender> relays =
        settings.contenders().stream().filter(contender -> !contender.direct()).toList();
    legend(relays);
    int y = TOP;
    for (Metric metric : metrics.stream().filter(Metric::shared).toList()) {
      if (results.measured(metric)) {
        group(metric, relays, y);
        y += relays.size() * BAR + GAP;
      }
    }
    axis(y);
    String head =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="t">
        <title id="t">Share of the direct connection that each relay reaches</title>
        <style>
        text { font: 12px system-ui, sans-serif; fill: #1f2328 }
        .relay0 { fill: #0969da } .relay1 { fill: #8c959f } .relay2 { fill: #bf8700 } .relay3 { fill: #8250df }
        .published { stroke: #cf222e; stroke-width: 1.5 } .axis { stroke: #59636e; stroke-width: 1.5 }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .relay0 { fill: #58a6ff } .relay1 { fill: #6e7681 } .relay2 { fill: #d29922 } .relay3 { fill: #bc8cff }
        .published { stroke: #ff7b72 } .axis { stroke: #9198a1 }
        }
        </style>
        """
            .formatted(LEFT + WIDTH + 60, y + 48);
    return head + String.join("\n", parts) + "\n</svg>\n";
  }

  private void legend(List<Contender> relays) {
    int x = LEFT;
    for (int i = 0; i < relays.size(); i++) {
      rectangle(x, 12, BAR, relay(i));
      text(x + 18, 22, "start", relays.get(i).name());
      x += 95;
    }
    line(x, 10, 26, "published");
    text(x + 8, 22, "start", "Go program, published");
  }

  private void group(Metric metric, List<Contender> relays, int y) {
    int height = relays.size() * BAR;
    text(LEFT - 8, y + height / 2 + 4, "end", metric.words());
    for (int i = 0; i < relays.size(); i++) {
      double share = results.share(metric, relays.get(i)).orElse(0);
      int length = x(share) - LEFT;
      rectangle(LEFT, y + i * BAR, length, relay(i));
      text(LEFT + length + 4, y + i * BAR + 10, "start", "%.2f".formatted(share));
    }
    metric.published().ifPresent(go -> line(x(go), y - 2, y + height + 2, "published"));
  }

  private void axis(int y) {
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      text(x(tenth / 10.0), y + 14, "middle", "%.1f".formatted(tenth / 10.0));
    }
    text(x(0.5), y + 34, "middle", "share of the direct connection (1.0: no relay)");
    line(x(1), TOP - 4, y, "axis");
    line(LEFT, TOP - 4, y, "axis");
  }

  private static int x(double share) {
    return LEFT + (int) Math.round(share * WIDTH);
  }

  private static String relay(int index) {
    return "relay" + index % COLOURS;
  }

  private void rectangle(int x, int y, int width, String style) {
    parts.add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>"
            .formatted(x, y, width, BAR - 2, style));
  }

  private void line(int x, int from, int to, String style) {
    parts.add("<path d=\"M%d %dV%d\" class=\"%s\"/>".formatted(x, from, to, style));
  }

  private void text(int x, int y, String anchor, String words) {
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            words));
  }
}
