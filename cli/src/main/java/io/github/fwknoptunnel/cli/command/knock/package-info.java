/**
 * {@code knock}: send one packet, wait for the port, save a stanza. Start with {@code
 * KnockCommand}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.command.knock;

import org.jspecify.annotations.NullMarked;
