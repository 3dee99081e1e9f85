/** Adapters to libraries that need more than a socket factory. Copy the one that you need. */
@NullMarked
package io.github.fwknoptunnel.examples.adapters;

import org.jspecify.annotations.NullMarked;
