package io.github.fwknoptunnel.tunnel.relay;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The result of a connect without a knock.
 *
 * @param address the one that accepted
 * @param took time since the first address was tried
 */
public record Connected(InetSocketAddress address, Duration took) {}
