package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.transport.TransportException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Sends bytes as a single TCP segment: connects, writes once, closes, and reads nothing. Servers
 * capture the segment and do not reassemble streams (PROTOCOL.md, Transports).
 */
final class SingleSegmentSender {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private SingleSegmentSender() {}

  /** Refuses a time to connect that would mean for ever or nothing. */
  static void check(Duration connectTimeout) {
    if (connectTimeout.toMillis() < 1 || connectTimeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("connect timeout " + connectTimeout);
    }
  }

  /**
   * Sends {@code bytes}.
   *
   * @throws java.net.SocketTimeoutException if there was no connection in time
   */
  static void send(byte[] bytes, InetSocketAddress to, Duration connectTimeout) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(to, Math.toIntExact(connectTimeout.toMillis()));
      // The send queue is empty, so the kernel takes all at once. If it does not, waiting for the
      // rest would make a second segment: there is nothing here for a timeout to guard.
      channel.configureBlocking(false);
      int taken = channel.write(ByteBuffer.wrap(bytes));
      if (taken < bytes.length) {
        throw new TransportException(Reason.NOT_ONE_SEGMENT, Integer.toString(taken));
      }
    }
  }
}
