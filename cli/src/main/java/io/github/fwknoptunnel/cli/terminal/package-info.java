/**
 * What the program says to the outside: streams, exit statuses, problems in words. Start with
 * {@code Problem}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.terminal;

import org.jspecify.annotations.NullMarked;
