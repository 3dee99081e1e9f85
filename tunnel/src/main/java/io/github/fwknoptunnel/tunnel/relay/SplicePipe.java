package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;

/** A pipe between two non-blocking sockets. Not thread-safe. */
public interface SplicePipe extends AutoCloseable {
  /** What {@link #fill} returns at the end of the stream. */
  int EOF = -1;

  /**
   * Takes in what a socket has; the pipe must be empty.
   *
   * @param most bytes, at least one
   * @return bytes, {@link #EOF}, or zero where an ordinary read must decide: there is nothing, or
   *     nothing that can be spliced
   * @throws IOException if the peer has aborted
   */
  int fill(int descriptor, int most) throws IOException;

  /**
   * Gives out what a socket takes.
   *
   * @throws IOException if the peer has aborted
   */
  void drain(int descriptor) throws IOException;

  /** Bytes in it; none once it is closed. */
  int bytes();

  boolean isOpen();

  /** What is in it is lost. Closing twice does nothing. */
  @Override
  void close();
}
