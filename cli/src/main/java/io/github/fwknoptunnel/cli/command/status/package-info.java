/** {@code status}: what a running tunnel is doing. Start with {@code StatusCommand}. */
@NullMarked
package io.github.fwknoptunnel.cli.command.status;

import org.jspecify.annotations.NullMarked;
