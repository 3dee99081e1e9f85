/**
 * {@code keygen}: new keys and the matching part of the server. Start with {@code KeygenCommand}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.command.keygen;

import org.jspecify.annotations.NullMarked;
