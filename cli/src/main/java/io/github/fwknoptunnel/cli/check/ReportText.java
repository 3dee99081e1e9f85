package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.terminal.Ink;
import io.github.fwknoptunnel.cli.terminal.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A report for people.
 *
 * @param unicode whether the output can show more than ASCII
 */
public record ReportText(boolean unicode, Ink ink) {
  private static final String GAP = "  ";

  public List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    if (!report.tunnel().isEmpty()) {
      lines.add("[" + OneLine.of(report.tunnel()) + "]");
    }
    List<ShownSetting> shown =
        report.settings().stream().filter(setting -> setting.value().isPresent()).toList();
    int names = widest(shown, setting -> setting.name().length());
    int values = widest(shown, setting -> value(setting).length());
    for (ShownSetting setting : shown) {
      String line = padded(setting.name(), names) + GAP + padded(value(setting), values);
      lines.add(GAP + line + GAP + ink.faint(encodable(OneLine.of(setting.origin()))));
    }
    report.findings().forEach(finding -> add(lines, finding));
    return lines;
  }

  private void add(List<String> lines, Finding finding) {
    String sign = String.valueOf(finding.mark().sign(unicode));
    String coloured =
        switch (finding.mark()) {
          case GOOD -> ink.green(sign);
          case BAD -> ink.red(sign);
          case NOTE -> sign;
        };
    lines.add(coloured + " " + encodable(OneLine.of(finding.text())));
    finding.hint().ifPresent(hint -> lines.add("  hint: " + encodable(OneLine.of(hint))));
  }

  private String value(ShownSetting setting) {
    return encodable(OneLine.of(setting.value().orElse("")));
  }

  private String encodable(String text) {
    return unicode ? text : text.replace("…", "...");
  }

  private static int widest(List<ShownSetting> settings, ToIntFunction<ShownSetting> width) {
    return settings.stream().mapToInt(width).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
