/**
 * Finds the public IPv4 address of this machine by queries over HTTPS, so that packets can request
 * access for it. For networks in which neither a fixed address nor the source of the packet is
 * right.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.publicip.PublicIpResolver}; {@link
 * io.github.fwknoptunnel.spa.publicip.ResolverChain} is what the command line uses, kept in a
 * {@link io.github.fwknoptunnel.spa.publicip.CachingResolver}. A forged response would give another
 * address access, so only HTTPS is used unless the caller requests plain HTTP.
 *
 * <p>Only this package needs the module {@code java.net.http}, which the library requires at
 * compile time only. A modular program that uses {@code HttpResolver}, directly or by a stanza that
 * turns the query on, must require that module in its own {@code module-info}.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.publicip;

import org.jspecify.annotations.NullMarked;
