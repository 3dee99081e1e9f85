package io.github.fwknoptunnel.cli.check;

import java.util.Locale;

/** What a finding is about; docs/CHECK.md has the words of a report in JSON. */
public enum Topic {
  CONFIGURATION,
  FILE,
  NAME,
  KEY,
  LISTEN,
  CLOCK,
  PORT;

  /** For machines. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
