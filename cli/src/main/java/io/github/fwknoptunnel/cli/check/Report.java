package io.github.fwknoptunnel.cli.check;

import java.util.List;

/**
 * Everything that was found out, in the order in which it is shown.
 *
 * @param tunnel which of several it is, empty if there is one
 */
public record Report(String tunnel, List<ShownSetting> settings, List<Finding> findings) {
  public Report {
    settings = List.copyOf(settings);
    findings = List.copyOf(findings);
  }

  public boolean allWell() {
    return findings.stream().noneMatch(finding -> finding.mark() == Mark.BAD);
  }
}
