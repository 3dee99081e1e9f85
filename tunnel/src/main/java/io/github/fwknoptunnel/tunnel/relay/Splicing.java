package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;

/**
 * Moves the bytes of large flows from socket to socket inside the system, as {@code splice(2)}
 * does. The JDK cannot, so this is a service that somebody else may provide ({@link
 * java.util.ServiceLoader}). Where nobody does, and for small flows, bytes are read and written.
 *
 * <p>Thread-safe: every relay thread calls it.
 */
public interface Splicing {
  /** False until it can be used, which the first call begins to prepare, and where it cannot. */
  boolean ready();

  /** The system's number for a connected channel; empty if it is not found, or is not TCP. */
  OptionalInt descriptor(SocketChannel channel);

  /**
   * A new pipe.
   *
   * @param capacity bytes that it holds if they come in whole pages
   * @throws IOException if none can be had: this process or this user has too many
   */
  SplicePipe open(int capacity) throws IOException;
}
