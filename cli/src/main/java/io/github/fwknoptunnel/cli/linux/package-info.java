/**
 * Native calls for sockets: find a descriptor, pass it to the parent process (ssh's {@code
 * ProxyUseFdpass}), take over an inherited one, move bytes between sockets inside the kernel. The
 * only native code of the program.
 *
 * <p>Start with {@code FdPass} and {@code LinuxSpliceProvider}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.linux;

import org.jspecify.annotations.NullMarked;
