/**
 * Completion scripts, manual pages and the reference, made from the option descriptors. Start with
 * {@link io.github.fwknoptunnel.cli.shell.Completion}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.shell;

import org.jspecify.annotations.NullMarked;
