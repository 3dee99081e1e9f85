/**
 * Ways to reach a target: directly, after a knock for each connection, or after a knock that
 * several connections share.
 *
 * <p>Start with {@code Upstreams}, which decides; {@code KnockAttempt} is one knock and dial that
 * several connections may share, {@code PortOpener} what it does.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.access;

import org.jspecify.annotations.NullMarked;
