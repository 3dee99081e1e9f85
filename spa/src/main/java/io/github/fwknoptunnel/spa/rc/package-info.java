/**
 * Files that users keep keys and settings in.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.rc.RcFile}, the {@code .fwknoprc}; {@link
 * io.github.fwknoptunnel.spa.rc.RcVariable} has every variable of it, {@link
 * io.github.fwknoptunnel.spa.rc.StanzaEditor} writes it. {@link
 * io.github.fwknoptunnel.spa.rc.KeyFile} and {@link io.github.fwknoptunnel.spa.rc.PerServerKeyFile}
 * are the two kinds of key file. Whatever is wrong with a file is an {@link
 * io.github.fwknoptunnel.spa.rc.RcException}.
 */
@NullMarked
package io.github.fwknoptunnel.spa.rc;

import org.jspecify.annotations.NullMarked;
