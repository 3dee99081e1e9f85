/** Sources of keys, in their order of precedence. Start with {@code KeyResolver}. */
@NullMarked
package io.github.fwknoptunnel.cli.config.keys;

import org.jspecify.annotations.NullMarked;
