package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.terminal.Ansi;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A report for people.
 *
 * @param unicode whether the output can show more than ASCII
 * @param isTty whether it is a terminal, where steps get lines of their own
 */
public record ReportText(boolean unicode, boolean isTty, Ansi ansi) {
  private static final String GAP = "  ";

  public List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    if (!report.tunnel().isEmpty()) {
      lines.add("[" + LogSanitizer.of(report.tunnel()) + "]");
    }
    List<EffectiveSetting> shown =
        report.settings().stream().filter(setting -> setting.value().isPresent()).toList();
    int names = widest(shown, setting -> setting.name().length());
    int values = widest(shown, setting -> value(setting).length());
    for (EffectiveSetting setting : shown) {
      String line = padded(setting.name(), names) + GAP + padded(value(setting), values);
      lines.add(GAP + line + GAP + ansi.faint(encodable(LogSanitizer.of(setting.origin()))));
    }
    report.findings().forEach(finding -> add(lines, finding));
    return lines;
  }

  private void add(List<String> lines, Finding finding) {
    String sign = String.valueOf(finding.severity().sign(unicode));
    String coloured =
        switch (finding.severity()) {
          case OK -> ansi.green(sign);
          case FAIL -> ansi.red(sign);
          case INFO -> sign;
        };
    lines.add(coloured + " " + encodable(LogSanitizer.of(finding.text())));
    List<String> hint =
        isTty && !finding.steps().isEmpty() ? finding.steps() : finding.hint().stream().toList();
    for (int i = 0; i < hint.size(); i++) {
      lines.add((i == 0 ? "  hint: " : "  ") + encodable(LogSanitizer.of(hint.get(i))));
    }
  }

  private String value(EffectiveSetting setting) {
    return encodable(LogSanitizer.of(setting.value().orElse("")));
  }

  private String encodable(String text) {
    return unicode ? text : text.replace("…", "...");
  }

  private static int widest(
      List<EffectiveSetting> settings, ToIntFunction<EffectiveSetting> width) {
    return settings.stream().mapToInt(width).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
