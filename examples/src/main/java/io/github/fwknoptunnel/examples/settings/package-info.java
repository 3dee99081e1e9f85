/** Programs that read, check and write keys and rc files. */
@NullMarked
package io.github.fwknoptunnel.examples.settings;

import org.jspecify.annotations.NullMarked;
