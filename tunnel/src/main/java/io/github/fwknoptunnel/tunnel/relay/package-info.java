/**
 * Moving bytes between two sockets, exactly: half-close, back-pressure and resets pass through.
 *
 * <p>Start with {@code Pump} (one direction of one connection), then {@code RelaySession}, then
 * {@link io.github.fwknoptunnel.tunnel.relay.Relay}. Everything in here but the public methods runs
 * on a loop's own thread.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.relay;

import org.jspecify.annotations.NullMarked;
