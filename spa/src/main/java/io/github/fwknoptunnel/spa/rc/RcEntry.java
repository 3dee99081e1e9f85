package io.github.fwknoptunnel.spa.rc;

/**
 * A setting to save in a stanza.
 *
 * @param variable the setting
 * @param value as it is written in the file; may be a key, which {@link #toString} does not show
 */
public record RcEntry(RcVariable<?> variable, String value) {
  /** The line without its end, in the columns of the reference client. */
  String line() {
    return "%-24s    %s".formatted(variable.name(), value);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return variable + " " + (variable.isKey() ? "…" : value);
  }
}
