/**
 * From settings to what {@code tunnel} needs: listeners, targets, knocks, limits. Start with {@code
 * TunnelSettings}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.config.tunnel;

import org.jspecify.annotations.NullMarked;
