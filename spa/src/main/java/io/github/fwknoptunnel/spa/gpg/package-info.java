/**
 * GPG mode: packets signed and encrypted by the user's own {@code gpg} program, which keeps the
 * keys. This package implements no OpenPGP: it runs the program and reads its status (GnuPG,
 * doc/DETAILS).
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.gpg.Gpg}; {@link
 * io.github.fwknoptunnel.spa.gpg.GpgKeys} is what a user configures.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.gpg;

import org.jspecify.annotations.NullMarked;
