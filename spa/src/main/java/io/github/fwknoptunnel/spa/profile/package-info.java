/**
 * The settings of a stanza or a key file for one server, as one value: destination, request, keys
 * and algorithms.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.profile.Profile}. {@code StanzaRequest}, {@code
 * StanzaTransport}, {@code StanzaAddress} and {@code ProfileKeys} each read one aspect of a stanza.
 * Settings mean what they mean to the reference client (docs/PROTOCOL.md section 10).
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.profile;

import org.jspecify.annotations.NullMarked;
