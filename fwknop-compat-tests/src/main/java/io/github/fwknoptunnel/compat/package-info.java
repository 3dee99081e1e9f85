/**
 * fwknop-tunnel against the real fwknopd, fwknop client and sshd, in containers. The tests are in
 * {@code src/test}.
 */
@NullMarked
package io.github.fwknoptunnel.compat;

import org.jspecify.annotations.NullMarked;
