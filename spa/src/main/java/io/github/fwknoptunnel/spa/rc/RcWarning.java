package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;

/**
 * A line that probably has another effect than its author intended.
 *
 * @param where the line
 * @param kind what is odd about it
 * @param reading the value that was read, for {@link Kind#NOT_A_NUMBER}; empty for all other kinds
 */
public record RcWarning(Location where, Kind kind, String reading) {
  /** What is odd about the line. */
  public enum Kind {
    /** A value ends at the first blank, {@code ;} or {@code #}, and text follows it. */
    REST_IGNORED,
    /** Quotes have no meaning; they became a part of the value. */
    QUOTES_KEPT,
    /** Text where digits belong. */
    NOT_A_NUMBER,
    /** Neither {@code Y} nor {@code N}. */
    NOT_A_SWITCH,
    /** A setting above the first header belongs to no stanza. */
    BEFORE_FIRST_STANZA
  }
}
