/**
 * The fwknop-tunnel command. Start with {@link io.github.fwknoptunnel.cli.Main}, then the commands
 * in {@code command}.
 */
@NullMarked
package io.github.fwknoptunnel.cli;

import org.jspecify.annotations.NullMarked;
