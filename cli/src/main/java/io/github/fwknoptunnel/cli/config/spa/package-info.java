/**
 * Conversion of settings to values of the module {@code spa}: request, algorithms, transport, keys.
 * Start with {@code SpaSettings}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.config.spa;

import org.jspecify.annotations.NullMarked;
