package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.output.LogSanitizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A status as a page for browsers. The tables are made here, so that nothing is missing without
 * JavaScript; the script only loads the page anew.
 */
final class StatusPage {
  /** Nothing from elsewhere, and nothing within the page: no text can become a script. */
  static final String POLICY = "default-src 'self'";

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light dark">
      <title>fwknop-tunnel</title>
      <link rel="icon" href="/status.svg">
      <link rel="stylesheet" href="/status.css">
      <script src="/status.js" defer></script>
      <noscript><meta http-equiv="refresh" content="10"></noscript>
      </head>
      <body>
      <h1>fwknop-tunnel</h1>
      <main>
      """;

  private static final String FOOT =
      """
      </main>
      <footer>
      <a href="/status">JSON</a>
      <a href="/status.txt">text</a>
      <a href="/metrics">metrics</a>
      <a href="/healthz">health</a>
      <a href="/readyz">readiness</a>
      </footer>
      </body>
      </html>
      """;

  private StatusPage() {}

  static String of(Status status) {
    StatusRows rows = new StatusRows(status);
    return HEAD
        + table(rows.tunnels())
        + table(rows.sessions())
        + histogram(rows.openings())
        + table(rows.failures())
        + FOOT;
  }

  /** Style sheet and script are files beside the classes. */
  static String file(String name) {
    try (InputStream in = StatusPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String table(StatusRows.Table table) {
    StringBuilder html = new StringBuilder("<h2>" + escaped(table.title()) + "</h2>\n");
    if (table.rows().isEmpty()) {
      return html.append("<p>").append(escaped(table.empty())).append("</p>\n").toString();
    }
    html.append("<div>\n<table>\n<thead>")
        .append(row("th", table.head()))
        .append("</thead>\n<tbody>\n");
    table.rows().forEach(row -> html.append(row("td", row)));
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  private static String row(String cell, List<String> texts) {
    StringBuilder html = new StringBuilder("<tr>");
    for (String text : texts) {
      html.append("<%s>%s</%s>".formatted(cell, escaped(text), cell));
    }
    return html.append("</tr>\n").toString();
  }

  private static String histogram(List<StatusRows.Bar> bars) {
    StringBuilder html = new StringBuilder("<h2>Port open times</h2>\n");
    if (bars.isEmpty()) {
      return html.append("<p>no knock</p>\n").toString();
    }
    long max = bars.stream().mapToLong(StatusRows.Bar::count).max().orElse(1);
    html.append("<table class=\"histogram\">\n<tbody>\n");
    for (StatusRows.Bar bar : bars) {
      html.append(
          "<tr><th>%s</th><td>%d</td><td><meter max=\"%d\" value=\"%d\"></meter></td></tr>\n"
              .formatted(bar.label(), bar.count(), max, bar.count()));
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  private static String escaped(String text) {
    return LogSanitizer.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
