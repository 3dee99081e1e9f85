/** The log on stderr: one line an event, as text or as JSON. Start with {@code EventFormatter}. */
@NullMarked
package io.github.fwknoptunnel.cli.log;

import org.jspecify.annotations.NullMarked;
