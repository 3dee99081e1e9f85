/**
 * Which IPv4 address the server should let in, where that is neither given nor left to the server:
 * asked of services on the internet over HTTPS or DNS, or of this machine's own routing table.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.publicip.PublicIpResolver}; {@link
 * io.github.fwknoptunnel.spa.publicip.ResolverChain} is what the command line uses, kept in a
 * {@link io.github.fwknoptunnel.spa.publicip.CachingResolver}. Whoever can forge an answer chooses
 * who is let in, so nothing but HTTPS is used unless asked for.
 */
@NullMarked
package io.github.fwknoptunnel.spa.publicip;

import org.jspecify.annotations.NullMarked;
