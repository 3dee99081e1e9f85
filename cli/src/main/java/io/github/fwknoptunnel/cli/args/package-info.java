/**
 * The command line: which options exist, how their text is read, what is refused. The only package
 * that knows picocli.
 *
 * <p>Start with {@code CommandLineParser}, which applies our rules to the words; picocli lays out
 * the help.
 */
@NullMarked
package io.github.fwknoptunnel.cli.args;

import org.jspecify.annotations.NullMarked;
