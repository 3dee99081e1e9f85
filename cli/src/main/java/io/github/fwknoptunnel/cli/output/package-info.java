/**
 * Writing results: JSON, text that cannot change a terminal, new files that never replace others.
 */
@NullMarked
package io.github.fwknoptunnel.cli.output;

import org.jspecify.annotations.NullMarked;
