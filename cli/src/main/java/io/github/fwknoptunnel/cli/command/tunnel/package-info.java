/** The default command: one or more tunnels until a signal. Start with {@code TunnelCommand}. */
@NullMarked
package io.github.fwknoptunnel.cli.command.tunnel;

import org.jspecify.annotations.NullMarked;
