/**
 * Opening the port: the SPA packet or the user's command, and how many connections share one
 * opening.
 *
 * <p>Start with {@code KnockAttempt}. {@code SharedKnock} decides whether one is needed at all.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.knock;

import org.jspecify.annotations.NullMarked;
