package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Moves the bytes of large streams from socket to socket inside the kernel, by {@code splice(2)}.
 * The JDK cannot, so this is a service that another module may provide ({@link
 * java.util.ServiceLoader}). Without a provider, and for small streams, bytes are read and written.
 *
 * <p>Thread-safe: every relay thread calls it.
 */
public interface SpliceProvider {
  /** False until it can be used, which the first call begins to prepare, and where it cannot. */
  boolean ready();

  /**
   * The channel's own descriptor; empty if it is unknown, or the channel is closed or not TCP.
   * Valid until the channel is closed.
   */
  OptionalInt descriptor(SocketChannel channel);

  /** Bytes that the peer of a TCP socket has not acknowledged yet; empty if that is not known. */
  OptionalLong unacknowledged(int descriptor);

  /**
   * A new pipe.
   *
   * @param capacity bytes that it holds if they come in whole pages
   * @throws IOException if none can be had: this process or this user has too many
   */
  SplicePipe open(int capacity) throws IOException;
}
