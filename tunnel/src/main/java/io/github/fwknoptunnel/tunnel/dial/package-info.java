/**
 * Finding out that the port is open, by connecting: overlapping probes to the one address that was
 * knocked.
 *
 * <p>Start with {@code Dialer}; its times stand in {@link
 * io.github.fwknoptunnel.tunnel.dial.ProbeSchedule}.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.dial;

import org.jspecify.annotations.NullMarked;
