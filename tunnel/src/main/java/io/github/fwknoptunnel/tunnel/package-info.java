/**
 * Connects to remote ports that are opened first, directly or through a local port.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.Connector}; {@link
 * io.github.fwknoptunnel.tunnel.Tunnel} is a local port with all its settings. The source of {@code
 * TunnelConnection} shows one client: accept, knock, dial, relay.
 *
 * <p>Programs need this package, {@code knock} and {@code socket} only.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.tunnel;

import org.jspecify.annotations.NullMarked;
