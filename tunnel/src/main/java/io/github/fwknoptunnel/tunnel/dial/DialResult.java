package io.github.fwknoptunnel.tunnel.dial;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;

/**
 * The result of a dial that succeeded: the probe that connected is the connection.
 *
 * @param channel connected, non-blocking, owned by the caller
 * @param knocked when the first knock was sent
 * @param probeStarted when the winning probe started
 * @param took time from the first knock to the connection
 */
public record DialResult(
    SocketChannel channel,
    InetSocketAddress target,
    Instant knocked,
    Instant probeStarted,
    Duration took,
    int knocks,
    int probes) {
  /** How long the winning probe took: about one round trip. */
  public Duration connectTime() {
    return took.minus(Duration.between(knocked, probeStarted));
  }
}
