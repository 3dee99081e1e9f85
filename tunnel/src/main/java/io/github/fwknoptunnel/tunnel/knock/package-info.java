/**
 * Opening the door: the SPA packet or the user's command, and how many connections share one
 * opening.
 *
 * <p>Start with {@code Opening}. {@code SharedGate} decides whether one is needed at all.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.knock;

import org.jspecify.annotations.NullMarked;
