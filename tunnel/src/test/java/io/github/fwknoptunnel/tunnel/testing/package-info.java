/** What the tests of several packages share: peers on loopback, and waiting without sleeping. */
@NullMarked
package io.github.fwknoptunnel.tunnel.testing;

import org.jspecify.annotations.NullMarked;
