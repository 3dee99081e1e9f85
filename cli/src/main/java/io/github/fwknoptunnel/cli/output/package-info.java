/**
 * Writing results: JSON, text that cannot change a terminal, new files that replace nothing by
 * accident.
 */
@NullMarked
package io.github.fwknoptunnel.cli.output;

import org.jspecify.annotations.NullMarked;
