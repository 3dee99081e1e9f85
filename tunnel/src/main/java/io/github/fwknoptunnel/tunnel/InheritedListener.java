package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket that another process opened and keeps. Closing it only stops accepting: later
 * clients wait in the kernel's queue for the next process. (The JDK's close of an inherited socket
 * would also redirect stdout and stderr to /dev/null.)
 */
final class InheritedListener implements Listener {
  private final ServerSocketChannel channel;
  private final SocketAddress address;
  private final Selector selector;

  /** A client that waited already. */
  private final AtomicReference<@Nullable SocketChannel> first = new AtomicReference<>();

  private InheritedListener(ServerSocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    address = channel.getLocalAddress();
    channel.configureBlocking(false);
    first.set(firstClient(channel));
    channel.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** A socket that is merely bound has an address too, but nothing can be accepted there. */
  private static @Nullable SocketChannel firstClient(ServerSocketChannel channel)
      throws IOException {
    try {
      return channel.accept();
    } catch (IOException e) {
      throw new IOException("the given socket does not listen", e);
    }
  }

  static InheritedListener of(ServerSocketChannel channel) throws IOException {
    if (channel.getLocalAddress() == null) {
      throw new IOException("the given socket does not listen");
    }
    Selector selector = Selector.open();
    try {
      return new InheritedListener(channel, selector);
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
    SocketChannel waited = first.getAndSet(null);
    if (waited != null) {
      return waited;
    }
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
    SocketChannel waited = first.getAndSet(null);
    if (waited != null) {
      waited.close();
    }
  }
}
