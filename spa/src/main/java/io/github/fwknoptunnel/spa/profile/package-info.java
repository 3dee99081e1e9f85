/**
 * What a stanza or a key file says of one server, as one value: where packets go, what they ask
 * for, keys and algorithms.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.profile.Profile}. {@code StanzaRequest}, {@code
 * StanzaTransport}, {@code StanzaAddress} and {@code ProfileKeys} each read one aspect of a stanza.
 * Settings mean what they mean to the reference client (docs/PROTOCOL.md section 10).
 */
@NullMarked
package io.github.fwknoptunnel.spa.profile;

import org.jspecify.annotations.NullMarked;
