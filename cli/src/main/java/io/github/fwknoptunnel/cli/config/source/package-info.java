/**
 * Sources of settings: command line, environment, rc file, defaults. Start with {@code
 * ConfigSources}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.config.source;

import org.jspecify.annotations.NullMarked;
