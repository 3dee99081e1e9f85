/**
 * The requests of a client, before any cryptography: ports, addresses and the nine plaintext
 * fields.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.message.SpaRequest}. Types here are immutable;
 * {@code parse} reads what {@code toString} writes and reports bad text with a {@link
 * io.github.fwknoptunnel.spa.message.MessageException}.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.message;

import org.jspecify.annotations.NullMarked;
