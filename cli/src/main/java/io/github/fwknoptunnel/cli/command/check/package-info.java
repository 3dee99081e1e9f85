/**
 * {@code check}: explain every setting and test what can be tested. Start with {@code
 * CheckCommand}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.command.check;

import org.jspecify.annotations.NullMarked;
