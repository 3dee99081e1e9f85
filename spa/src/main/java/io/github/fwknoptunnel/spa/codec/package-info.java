/** The text encoding of packets, unpadded base64. The only package that uses commons-codec. */
@NullMarked
package io.github.fwknoptunnel.spa.codec;

import org.jspecify.annotations.NullMarked;
