package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;

/** A value and the line it comes from. */
public record Located<T>(T value, Location where) {}
