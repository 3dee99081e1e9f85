/**
 * Knockers, which open a firewall by an SPA packet or by the user's command, a rate limit for them,
 * and the failures of knocks and connections.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.knock.Knocker}; {@link
 * io.github.fwknoptunnel.tunnel.knock.SpaKnocker} is the usual one.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.knock;

import org.jspecify.annotations.NullMarked;
