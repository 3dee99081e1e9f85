package io.github.fwknoptunnel.cli.check;

import java.util.List;

/**
 * Everything that was found out, in the order in which it is shown.
 *
 * @param tunnel which of several it is, empty if there is one
 */
public record Report(String tunnel, List<EffectiveSetting> settings, List<Finding> findings) {
  public Report {
    settings = List.copyOf(settings);
    findings = List.copyOf(findings);
  }

  public boolean allWell() {
    return problems() == 0;
  }

  /** How many findings are bad. */
  public int problems() {
    return (int) findings.stream().filter(finding -> finding.severity() == Severity.FAIL).count();
  }
}
