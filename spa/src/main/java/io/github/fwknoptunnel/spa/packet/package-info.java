/**
 * From message to wire and back, one type an arrow: {@code EncodedMessage}, {@code SpaPlaintext},
 * {@code SaltedCiphertext}, {@code SpaPacket}.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.packet.SpaSealer}; {@link
 * io.github.fwknoptunnel.spa.packet.SpaOpener} is its mirror.
 */
@NullMarked
package io.github.fwknoptunnel.spa.packet;

import org.jspecify.annotations.NullMarked;
