/**
 * Conversion of settings to values of the module {@code tunnel}: listeners, targets, knocks,
 * limits. Start with {@code TunnelSettings}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.config.tunnel;

import org.jspecify.annotations.NullMarked;
