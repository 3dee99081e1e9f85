/**
 * Signals of the operating system: their meaning, and those that are passed on to children. Start
 * with {@code Signals}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.signal;

import org.jspecify.annotations.NullMarked;
