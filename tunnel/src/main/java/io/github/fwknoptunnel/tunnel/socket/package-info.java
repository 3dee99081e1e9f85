/**
 * Sockets that knock before they connect, for drivers and clients that take a {@link
 * javax.net.SocketFactory}.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory}.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.socket;

import org.jspecify.annotations.NullMarked;
