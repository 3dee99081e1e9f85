/**
 * What the tests of several packages share: peers on the loopback, ports that are silent, and
 * waiting without sleeping.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.testing.SilentPort}, a firewall that needs no
 * firewall.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.testing;

import org.jspecify.annotations.NullMarked;
