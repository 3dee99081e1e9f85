package io.github.fwknoptunnel.tunnel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shares of the direct connection as bars, with what the Go program measured as a line. */
final class Chart {
  private static final List<String> COLOURS = List.of("#1f6feb", "#a0a8b4", "#d29922", "#8250df");
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
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <title>Share of the direct connection that each relay reaches</title>
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(LEFT + WIDTH + 60, y + 30);
    return head + String.join("\n", parts) + "\n</svg>\n";
  }

  private void legend(List<Contender> relays) {
    int x = LEFT;
    for (int i = 0; i < relays.size(); i++) {
      rectangle(x, 12, BAR, colour(i));
      text(x + 18, 22, "start", relays.get(i).name());
      x += 95;
    }
    line(x, 10, 26, "#cf222e");
    text(x + 8, 22, "start", "Go program, published");
  }

  private void group(Metric metric, List<Contender> relays, int y) {
    int height = relays.size() * BAR;
    text(LEFT - 8, y + height / 2 + 4, "end", metric.words());
    for (int i = 0; i < relays.size(); i++) {
      double share = results.share(metric, relays.get(i)).orElse(0);
      int length = x(share) - LEFT;
      rectangle(LEFT, y + i * BAR, length, colour(i));
      text(LEFT + length + 4, y + i * BAR + 10, "start", "%.2f".formatted(share));
    }
    metric.published().ifPresent(go -> line(x(go), y - 2, y + height + 2, "#cf222e"));
  }

  private void axis(int y) {
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      text(x(tenth / 10.0), y + 14, "middle", "%.1f".formatted(tenth / 10.0));
    }
    line(x(1), TOP - 4, y, "#57606a");
    line(LEFT, TOP - 4, y, "#57606a");
  }

  private static int x(double share) {
    return LEFT + (int) Math.round(share * WIDTH);
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private void rectangle(int x, int y, int width, String colour) {
    parts.add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
            .formatted(x, y, width, BAR - 2, colour));
  }

  private void line(int x, int from, int to, String colour) {
    parts.add(
        "<path d=\"M%d %dV%d\" stroke=\"%s\" stroke-width=\"1.5\"/>".formatted(x, from, to, colour));
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
