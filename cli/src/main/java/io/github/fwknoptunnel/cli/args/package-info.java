/**
 * Parsing of the command line, its options and its help. The only package that knows picocli.
 *
 * <p>Start with {@code CommandLineParser}, which lets picocli split the line and applies our rules
 * to the parts. picocli also lays out the help.
 */
@NullMarked
package io.github.fwknoptunnel.cli.args;

import org.jspecify.annotations.NullMarked;
