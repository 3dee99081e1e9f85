package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.output.JsonObject;
import java.util.Locale;

/** A report for machines; docs/CHECK.md has its members. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * One object on one line.
   *
   * @param status what the program ends with
   */
  public static String of(Report report, int status) {
    JsonObject object = new JsonObject();
    if (!report.tunnel().isEmpty()) {
      object.put("tunnel", report.tunnel());
    }
    return object
        .put("ok", report.allWell() && status == 0)
        .put("exit_status", status)
        .put("settings", report.settings().stream().map(ReportJson::of).toList())
        .put("findings", report.findings().stream().map(ReportJson::of).toList())
        .toString();
  }

  private static JsonObject of(EffectiveSetting setting) {
    return new JsonObject()
        .put("name", setting.name())
        .put("value", setting.value().orElse(null))
        .put("origin", setting.origin());
  }

  private static JsonObject of(Finding finding) {
    return new JsonObject()
        .put("topic", finding.topic().code())
        .put("result", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("text", finding.text())
        .put("hint", finding.hint().orElse(null));
  }
}
