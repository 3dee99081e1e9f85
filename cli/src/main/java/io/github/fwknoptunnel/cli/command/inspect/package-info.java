/** {@code inspect}: open a packet and show its fields. Start with {@code InspectCommand}. */
@NullMarked
package io.github.fwknoptunnel.cli.command.inspect;

import org.jspecify.annotations.NullMarked;
