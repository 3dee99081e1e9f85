/**
 * The command line: which options exist, how their text is read, what is refused. The only package
 * that knows picocli.
 *
 * <p>Start with {@code CommandLineParser}, which has picocli take the words apart and applies our
 * rules to the pieces. picocli lays out the help too.
 */
@NullMarked
package io.github.fwknoptunnel.cli.args;

import org.jspecify.annotations.NullMarked;
