/**
 * What people read when something goes wrong: one file per kind of failure, each an exhaustive
 * switch that gives an error, a hint and an exit status.
 */
@NullMarked
package io.github.fwknoptunnel.cli.messages;

import org.jspecify.annotations.NullMarked;
