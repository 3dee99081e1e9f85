/**
 * Keys and algorithms. A key object encrypts or authenticates itself and never exposes its bytes.
 * No other package uses BouncyCastle.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.crypto.SpaKeys}. The protocol prescribes the old
 * key derivation (MD5, one round); {@code docs/PROTOCOL.md} gives the reasons and the consequences.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.crypto;

import org.jspecify.annotations.NullMarked;
