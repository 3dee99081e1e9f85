/**
 * Giving a connected socket to the process that started this one, by {@code SCM_RIGHTS}: what ssh
 * calls {@code ProxyUseFdpass}. The only native code of the program; Linux and macOS.
 *
 * <p>Start with {@code FdPass}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.fdpass;

import org.jspecify.annotations.NullMarked;
