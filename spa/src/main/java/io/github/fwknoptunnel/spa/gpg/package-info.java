/**
 * GPG mode: packets signed and encrypted by the user's own {@code gpg} program, which keeps the
 * keys. No OpenPGP is spoken here; the program is told what to do and its status is read (GnuPG,
 * doc/DETAILS).
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.gpg.Gpg}; {@link
 * io.github.fwknoptunnel.spa.gpg.GpgKeys} is what a user configures.
 */
@NullMarked
package io.github.fwknoptunnel.spa.gpg;

import org.jspecify.annotations.NullMarked;
