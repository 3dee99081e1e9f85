/** Programs that make, send and open packets. */
@NullMarked
package io.github.fwknoptunnel.examples.packets;

import org.jspecify.annotations.NullMarked;
