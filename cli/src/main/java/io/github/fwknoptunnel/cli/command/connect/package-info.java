/**
 * {@code connect}: knock, connect, relay standard input and output. Start with {@code
 * ConnectCommand}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.command.connect;

import org.jspecify.annotations.NullMarked;
