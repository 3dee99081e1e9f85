/**
 * The entry point of the SPA library: {@link io.github.fwknoptunnel.spa.SpaClient} turns a request
 * into one packet and sends it.
 *
 * <p>To use the library, start with {@link io.github.fwknoptunnel.spa.profile.Profile}. To read its
 * source, start with {@code SpaClient}, then {@code packet.SpaSealer}, which shows the whole wire
 * format from top to bottom. The protocol itself is described in {@code docs/PROTOCOL.md}.
 */
@NullMarked
package io.github.fwknoptunnel.spa;

import org.jspecify.annotations.NullMarked;
