/**
 * What {@code check} finds out and how it is shown. A {@link Report} is settings with their origins
 * and findings; each class named after a thing looks at that thing. Reading the settings is the
 * business of the commands. Start with {@code Finding}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.check;

import org.jspecify.annotations.NullMarked;
