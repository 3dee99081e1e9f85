/**
 * Connecting to a port that is about to open: overlapping probes to the address that was knocked.
 *
 * <p>Start with {@code Dialer}; {@link io.github.fwknoptunnel.tunnel.dial.ProbeSchedule} has its
 * times.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.dial;

import org.jspecify.annotations.NullMarked;
