/**
 * Connections, and local ports, that open a remote port before they use it.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.Connector}; {@link
 * io.github.fwknoptunnel.tunnel.Tunnel} is a local port with all its settings. What it does with
 * one client stands in the source of {@code TunnelConnection}: accept, knock, dial, relay.
 *
 * <p>This package and {@code knock} are all that a program imports.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel;

import org.jspecify.annotations.NullMarked;
