/**
 * Programs that a user names: {@code ShellTokenizer} splits the text into words, {@code
 * ProcessTree} runs them and ends them with all they have started.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.process;

import org.jspecify.annotations.NullMarked;
