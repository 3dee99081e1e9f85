package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The results as a page of Markdown. */
final class Report {
  private static final double CONNECTS_MARK = 0.8;

  private final Settings settings;
  private final Results results;

  Report(Settings settings, Results results) {
    this.settings = settings;
    this.results = results;
  }

  String markdown() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# The relay beside others");
    lines.add("");
    lines.add("```\ntunnel/bench/run" + (settings.quick() ? " --quick" : "") + "\n```");
    lines.add("");
    lines.add(machine());
    lines.add("");
    lines.addAll(table());
    lines.add("");
    lines.addAll(marks());
    lines.add("");
    settings.notes().forEach(note -> lines.addAll(List.of(note, "")));
    return String.join("\n", lines);
  }

  private String machine() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
    return String.join(
        "\n",
        "%s, %d cores (%s) for clients, relay and servers together, JDK %s, %d rounds."
            .formatted(
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                model,
                Runtime.version(),
                settings.rounds()),
        "Medians with least and most; in brackets the share of the direct connection, the median"
            + " of the rounds' shares.",
        "The last column is what the Go program measured elsewhere (share or number); it is not"
            + " run here.");
  }

  private List<String> table() {
    List<String> names = settings.contenders().stream().map(Contender::name).toList();
    List<String> lines = new ArrayList<>();
    lines.add(row(Stream.concat(Stream.of("", "unit"), Stream.concat(names.stream(), go()))));
    lines.add(row(Collections.nCopies(names.size() + 3, "---").stream()));
    for (Metric metric : Metric.values()) {
      if (results.measured(metric)) {
        lines.add(line(metric));
      }
    }
    return lines;
  }

  private static Stream<String> go() {
    return Stream.of("Go, published");
  }

  private static String row(Stream<String> cells) {
    return "| " + String.join(" | ", cells.toList()) + " |";
  }

  private String line(Metric metric) {
    List<String> cells = new ArrayList<>(List.of(metric.words(), metric.unit()));
    settings.contenders().forEach(contender -> cells.add(cell(metric, contender)));
    OptionalDouble go = metric.published();
    cells.add(go.isEmpty() ? "" : metric.shared() ? "(" + go.getAsDouble() + ")" : number(go));
    return row(cells.stream());
  }

  private String cell(Metric metric, Contender contender) {
    List<Double> rounds = results.rounds(metric, contender);
    if (rounds.isEmpty()) {
      return "";
    }
    String median = number(results.median(metric, contender));
    if (rounds.size() > 1) {
      median +=
          " <sub>%s–%s</sub>".formatted(digits(Collections.min(rounds)), digits(Collections.max(rounds)));
    }
    return metric.shared() && !contender.direct()
        ? median + " (%.2f)".formatted(results.share(metric, contender).orElse(0))
        : median;
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "" : digits(value.getAsDouble());
  }

  private static String digits(double value) {
    String format = value >= 1000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private List<String> marks() {
    List<String> lines = new ArrayList<>();
    Contender ours =
        settings.contenders().stream()
            .filter(contender -> contender.name().equals(Contender.OURS))
            .findFirst()
            .orElse(Contender.DIRECT);
    lines.add("| mark | to reach | measured | reached |");
    lines.add("| --- | --- | --- | --- |");
    for (Metric metric : Metric.values()) {
      if (metric.mark().isPresent() && results.measured(metric)) {
        lines.add(mark(metric, ours));
      }
    }
    connects(ours).ifPresent(lines::add);
    return lines;
  }

  /** The one mark that another relay sets. */
  private Optional<String> connects(Contender ours) {
    OptionalDouble own = results.median(Metric.CONNECTS, ours);
    return settings.contenders().stream()
        .filter(contender -> contender.name().equals(Contender.HAPROXY))
        .map(contender -> results.median(Metric.CONNECTS, contender))
        .filter(theirs -> theirs.isPresent() && own.isPresent())
        .map(theirs -> own.getAsDouble() / theirs.getAsDouble())
        .map(
            share ->
                row(
                    Stream.of(
                        Metric.CONNECTS.words(),
                        "at least %.2f of HAProxy".formatted(CONNECTS_MARK),
                        digits(share),
                        share >= CONNECTS_MARK ? "yes" : "no")))
        .findFirst();
  }

  private String mark(Metric metric, Contender ours) {
    double mark = metric.mark().orElseThrow();
    OptionalDouble measured =
        metric.shared() ? results.share(metric, ours) : results.median(metric, ours);
    double value = measured.orElse(Double.NaN);
    boolean reached = metric.shared() ? value >= mark : value <= mark;
    String unit = metric.shared() ? "of direct" : metric.unit();
    return row(
        Stream.of(
            metric.words(),
            (metric.shared() ? "at least " : "at most ") + digits(mark) + " " + unit,
            digits(value),
            reached ? "yes" : "no"));
  }
}
