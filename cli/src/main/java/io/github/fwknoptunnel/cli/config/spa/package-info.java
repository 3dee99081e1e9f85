/**
 * From settings to what {@code spa} needs: request, algorithms, transport, keys. Start with {@code
 * SpaSettings}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.config.spa;

import org.jspecify.annotations.NullMarked;
