package io.github.fwknoptunnel.tunnel.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sends back what it gets, in small pieces: one thread for any number of connections. */
final class EchoServer implements Closeable {
  private static final int BACKLOG = 4096;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);

  private EchoServer() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
  }

  static EchoServer start() throws IOException {
    EchoServer echo = new EchoServer();
    Thread.ofPlatform().name("echo").daemon().start(echo::run);
    return echo;
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        acceptAll();
      } else {
        echo(key);
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  private void acceptAll() throws IOException {
    for (SocketChannel c = server.accept(); c != null; c = server.accept()) {
      c.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }
  }

  private void echo(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    buffer.clear();
    try {
      if (channel.read(buffer) >= 0) {
        channel.write(buffer.flip());
        return;
      }
    } catch (IOException e) {
      // A reset ends it as well.
    }
    channel.close();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
  }
}
