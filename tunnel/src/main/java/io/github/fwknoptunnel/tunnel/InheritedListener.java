package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket that somebody else opened and still has. Closing it only stops the accepting:
 * clients that come later wait in the kernel's queue for whoever serves next. (The JDK would also
 * turn stdout and stderr into /dev/null when it closes a socket that it inherited.)
 */
final class InheritedListener implements Listener {
  private final ServerSocketChannel channel;
  private final SocketAddress address;
  private final Selector selector;

  private InheritedListener(ServerSocketChannel channel, SocketAddress address, Selector selector) {
    this.channel = channel;
    this.address = address;
    this.selector = selector;
  }

  static InheritedListener of(ServerSocketChannel channel) throws IOException {
    SocketAddress address = channel.getLocalAddress();
    if (address == null) {
      throw new IOException("the given socket does not listen");
    }
    Selector selector = Selector.open();
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_ACCEPT);
      return new InheritedListener(channel, address, selector);
    } catch (IOException e) {
      selector.close();
      throw e;
    }
  }

  @Override
  public ServerSocketChannel channel() {
    return channel;
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  /** Another process with the same socket may take the client first: then waits for the next. */
  @Override
  public SocketChannel accept() throws IOException {
    try {
      while (true) {
        selector.select();
        selector.selectedKeys().clear();
        @Nullable SocketChannel client = selector.isOpen() ? channel.accept() : null;
        if (client != null) {
          return client;
        }
      }
    } catch (ClosedSelectorException e) {
      throw new AsynchronousCloseException();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
