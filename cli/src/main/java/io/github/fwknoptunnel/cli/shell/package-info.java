/**
 * What shells and manual pages need to know of the command line, made from the same options as the
 * help: start at {@link io.github.fwknoptunnel.cli.shell.Completion}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.shell;

import org.jspecify.annotations.NullMarked;
