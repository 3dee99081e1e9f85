/**
 * Debian's fwknopd in a container, for Testcontainers: {@link
 * io.github.fwknoptunnel.compat.FwknopdContainer}. The tests of fwknop-tunnel against the real
 * fwknopd, fwknop client and sshd are in {@code src/test}.
 */
@NullMarked
package io.github.fwknoptunnel.compat;

import org.jspecify.annotations.NullMarked;
