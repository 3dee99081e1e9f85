package io.github.fwknoptunnel.tunnel.relay;

import java.net.InetSocketAddress;
import java.time.Duration;

/** The address that accepted a connect without a knock, and the time since the first was tried. */
public record Connected(InetSocketAddress address, Duration took) {}
