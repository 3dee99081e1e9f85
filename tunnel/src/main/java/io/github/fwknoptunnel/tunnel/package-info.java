/**
 * The tunnel: a local port that opens a remote port before it relays.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.Tunnel}. What it does with one client stands
 * in the source of {@code TunnelConnection}: accept, knock, dial, relay.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel;

import org.jspecify.annotations.NullMarked;
