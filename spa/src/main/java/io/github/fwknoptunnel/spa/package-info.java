/**
 * The entry of the SPA library: {@link io.github.fwknoptunnel.spa.SpaClient} turns a request into
 * one packet and sends it.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.profile.Profile} to use it. To read it, start
 * with {@code SpaClient}, then {@code SpaSealer} in {@code packet}: the whole wire format reads
 * there from top to bottom. The protocol itself is described in {@code docs/PROTOCOL.md}.
 */
@NullMarked
package io.github.fwknoptunnel.spa;

import org.jspecify.annotations.NullMarked;
