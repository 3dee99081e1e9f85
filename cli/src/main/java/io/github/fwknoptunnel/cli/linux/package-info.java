/**
 * What the JDK cannot do with a socket: find its descriptor, give it to the process that started
 * this one (ssh's {@code ProxyUseFdpass}), move bytes from one to another inside the system. The
 * only native code of the program.
 *
 * <p>Start with {@code FdPass} and {@code LinuxSpliceProvider}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.linux;

import org.jspecify.annotations.NullMarked;
