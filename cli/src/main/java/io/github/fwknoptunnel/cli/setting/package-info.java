/**
 * The settings: each is declared once, with its names, its default, its variable of the rc file,
 * and what it excludes. Everything that lists or reads settings derives from these descriptors.
 *
 * <p>Start with {@code Setting}; {@code Options} and its neighbours hold the descriptors.
 */
@NullMarked
package io.github.fwknoptunnel.cli.setting;

import org.jspecify.annotations.NullMarked;
