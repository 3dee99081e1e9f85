/** The three standard streams and the terminal behind them. Start with {@code Console}. */
@NullMarked
package io.github.fwknoptunnel.cli.terminal;

import org.jspecify.annotations.NullMarked;
