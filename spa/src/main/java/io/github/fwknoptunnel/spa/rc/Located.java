package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;

/**
 * A value and its place in a file.
 *
 * @param <T> type of the value
 * @param value as it was read
 * @param where file, line, stanza and setting, for messages
 */
public record Located<T>(T value, Location where) {}
