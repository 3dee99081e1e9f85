/**
 * The commands, one package for each. Each turns its arguments into calls of the libraries and
 * their results into an exit status.
 */
@NullMarked
package io.github.fwknoptunnel.cli.command;

import org.jspecify.annotations.NullMarked;
