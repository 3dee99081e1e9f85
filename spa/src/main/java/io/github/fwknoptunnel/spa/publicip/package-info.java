/**
 * Which IPv4 address the server should let in, where that is neither given nor left to the server:
 * asked of services on the internet over HTTPS.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.publicip.PublicIpResolver}; {@link
 * io.github.fwknoptunnel.spa.publicip.ResolverChain} is what the command line uses, kept in a
 * {@link io.github.fwknoptunnel.spa.publicip.CachingResolver}. Whoever can forge an answer chooses
 * who is let in, so nothing but HTTPS is used unless asked for.
 *
 * <p>The one package that needs the module {@code java.net.http}, which the library requires at
 * compile time only: a modular program that asks such a service requires it itself.
 */
@NullMarked
package io.github.fwknoptunnel.spa.publicip;

import org.jspecify.annotations.NullMarked;
