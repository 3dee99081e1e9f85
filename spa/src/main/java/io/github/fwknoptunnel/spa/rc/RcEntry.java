package io.github.fwknoptunnel.spa.rc;

/** One setting to save, its value as it shall stand in the file. */
public record RcEntry(RcVariable<?> variable, String value) {
  /** The line without its end, in the columns of the old client. */
  String line() {
    return "%-24s    %s".formatted(variable.name(), value);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return variable + " " + (variable.isKey() ? "…" : value);
  }
}
