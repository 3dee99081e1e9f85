/**
 * The two text encodings of the wire, unpadded base64 and hex. The only package that knows
 * commons-codec.
 */
@NullMarked
package io.github.fwknoptunnel.spa.codec;

import org.jspecify.annotations.NullMarked;
