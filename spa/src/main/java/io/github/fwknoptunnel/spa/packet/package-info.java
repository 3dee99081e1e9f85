/**
 * From message to wire and back, one type an arrow: {@code EncodedMessage}, {@code SpaPlaintext},
 * {@code SaltedCiphertext} or {@code GpgMessage}, {@code EncodedCiphertext}, {@code SpaPacket}.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.packet.SpaSealer}; {@link
 * io.github.fwknoptunnel.spa.packet.SpaOpener} is its mirror, and {@link
 * io.github.fwknoptunnel.spa.packet.GpgSealer} its twin for GPG mode.
 */
@NullMarked
package io.github.fwknoptunnel.spa.packet;

import org.jspecify.annotations.NullMarked;
