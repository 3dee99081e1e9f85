package io.github.fwknoptunnel.tunnel.authz;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Checks whether an accepted connection still exists. The JDK does not show this: bytes of a
 * connection that was reset can still be read. A connected channel becomes ready for OP_CONNECT
 * only by an error or a reset. Thread-safe.
 */
final class ConnectedCheck implements AutoCloseable {
  /** Open from the start: with all descriptors in use a check would fail for want of one. */
  private final Selector selector;

  ConnectedCheck() throws IOException {
    this.selector = Selector.open();
  }

  /**
   * False if it was reset or closed, or where that cannot be known. The channel is non-blocking.
   */
  synchronized boolean isConnected(SocketChannel channel) {
    try {
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      try {
        return selector.selectNow() == 0;
      } finally {
        key.cancel();
        selector.selectedKeys().clear();
        selector.selectNow(); // Takes the channel out.
      }
    } catch (IOException
        | CancelledKeyException
        | ClosedSelectorException
        | IllegalBlockingModeException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
