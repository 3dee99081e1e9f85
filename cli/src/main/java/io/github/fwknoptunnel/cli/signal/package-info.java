/**
 * Signals of the operating system: which one means what, and which are passed on to children. Start
 * with {@code Signals}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.signal;

import org.jspecify.annotations.NullMarked;
