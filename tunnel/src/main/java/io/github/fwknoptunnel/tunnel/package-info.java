/**
 * The tunnel: a local port that opens a remote door before it relays.
 *
 * <p>Start with {@code TunnelConnection}: accept, knock, dial, relay in one short file. {@link
 * io.github.fwknoptunnel.tunnel.Tunnel} is the front door for programs.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel;

import org.jspecify.annotations.NullMarked;
