/**
 * A network that goes wrong as told: a forwarder on the loopback with faults in each direction.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.testing.network.FaultyNetwork}; each fault is
 * a small class of its own, and docs/TESTING.md has a table of them.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.testing.network;

import org.jspecify.annotations.NullMarked;
