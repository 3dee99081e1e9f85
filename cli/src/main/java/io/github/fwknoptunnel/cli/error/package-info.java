/**
 * Errors of the command line: one error line, a hint, an exit status. Start with {@code CliError}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.error;

import org.jspecify.annotations.NullMarked;
