/**
 * Relaying bytes between two sockets; half-close, backpressure and resets pass through.
 *
 * <p>Start with {@code Pump} (one direction of one connection), then {@code RelaySession}, then
 * {@link io.github.fwknoptunnel.tunnel.relay.Relay}. All but the public methods run on the thread
 * of an event loop.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.relay;

import org.jspecify.annotations.NullMarked;
