/** Examples. */
@NullMarked
package io.github.fwknoptunnel.examples;

import org.jspecify.annotations.NullMarked;
