/**
 * How a target is reached: directly, after a knock of one's own, or through a port that another
 * connection has opened.
 *
 * <p>Start with {@code Upstreams}, which decides; {@code KnockAttempt} is one knock and dial that
 * several connections may share, {@code PortOpener} what it does.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.access;

import org.jspecify.annotations.NullMarked;
