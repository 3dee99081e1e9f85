/**
 * Files with keys and settings.
 *
 * <p>Start with {@link io.github.fwknoptunnel.spa.rc.RcFile}, the {@code .fwknoprc}; {@link
 * io.github.fwknoptunnel.spa.rc.RcVariable} lists its variables, {@link
 * io.github.fwknoptunnel.spa.rc.StanzaEditor} writes it. {@link
 * io.github.fwknoptunnel.spa.rc.KeyFile} and {@link io.github.fwknoptunnel.spa.rc.PerServerKeyFile}
 * are the two kinds of key file. Every problem of a file is an {@link
 * io.github.fwknoptunnel.spa.rc.RcException}.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.rc;

import org.jspecify.annotations.NullMarked;
