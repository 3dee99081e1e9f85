/**
 * Programs that a user names: {@code ShellTokenizer} splits the text into words, {@code
 * ProcessTree} runs them and kills them with their descendants.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.process;

import org.jspecify.annotations.NullMarked;
