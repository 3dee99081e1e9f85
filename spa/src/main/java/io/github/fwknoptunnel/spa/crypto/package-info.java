/**
 * Keys and algorithms. A key does its own work and never shows its bytes; the only package that
 * knows BouncyCastle.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.crypto.SpaKeys}. The protocol fixes the old key
 * derivation (MD5, one round); the reasons and the consequences stand in {@code docs/PROTOCOL.md}.
 */
@NullMarked
package io.github.fwknoptunnel.spa.crypto;

import org.jspecify.annotations.NullMarked;
