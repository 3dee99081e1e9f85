/**
 * The tests of {@code check} and its report. A {@link Report} is settings with their origins and
 * findings; each class checks the thing in its name. Reading the settings is the business of the
 * commands. Start with {@code Finding}.
 */
@NullMarked
package io.github.fwknoptunnel.cli.check;

import org.jspecify.annotations.NullMarked;
