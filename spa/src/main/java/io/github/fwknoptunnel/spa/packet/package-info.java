/**
 * Steps from a message to a packet and back, one type for each: {@code SpaPlaintext}, {@code
 * SaltedCiphertext} or {@code GpgMessage}, {@code EncodedCiphertext}, {@code SpaPacket}.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.packet.SpaSealer}; {@link
 * io.github.fwknoptunnel.spa.packet.SpaOpener} is the reverse, and {@link
 * io.github.fwknoptunnel.spa.packet.GpgSealer} the same for GPG mode.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.packet;

import org.jspecify.annotations.NullMarked;
