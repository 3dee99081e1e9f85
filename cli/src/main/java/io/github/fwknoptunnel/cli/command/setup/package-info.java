/**
 * {@code setup}: keys, the server's part, a test and a named tunnel, step by step in a terminal.
 */
@NullMarked
package io.github.fwknoptunnel.cli.command.setup;

import org.jspecify.annotations.NullMarked;
