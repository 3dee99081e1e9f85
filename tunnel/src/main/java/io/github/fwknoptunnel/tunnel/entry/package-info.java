/**
 * One port for many targets: clients name theirs by SOCKS5 or HTTP CONNECT.
 *
 * <p>Start with {@code ProxyHandshake}, which reads the request on the relay's loop; {@code
 * Socks5Parser} and {@code HttpConnectParser} are the two protocols, and {@code TargetUpstreams}
 * selects the route of a target.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.entry;

import org.jspecify.annotations.NullMarked;
