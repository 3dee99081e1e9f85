package io.github.fwknoptunnel.tunnel.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that come at once, each with one byte, and stay when they have it back. */
final class Crowd implements Closeable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final int port;
  private final Selector selector = Selector.open();
  private final List<SocketChannel> clients = new ArrayList<>();
  private final ByteBuffer one = ByteBuffer.allocateDirect(1);
  private int served;

  Crowd(int port) throws IOException {
    this.port = port;
  }

  /**
   * Connects {@code count} more.
   *
   * @return how long it took until the last one was served
   */
  Duration join(int count) throws IOException {
    long begin = System.nanoTime();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < count; i++) {
      SocketChannel client = SocketChannel.open();
      clients.add(client);
      client.configureBlocking(false);
      client.register(selector, client.connect(address) ? greet(client) : SelectionKey.OP_CONNECT);
    }
    while (served < clients.size()) {
      selector.select(this::ready, TIMEOUT.toMillis() / 10);
      if (System.nanoTime() - begin > TIMEOUT.toNanos()) {
        throw new IOException(served + " of " + clients.size() + " served in " + TIMEOUT);
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** What to wait for after the one byte is sent. */
  private int greet(SocketChannel client) throws IOException {
    client.write(one.clear());
    return SelectionKey.OP_READ;
  }

  private void ready(SelectionKey key) {
    SocketChannel client = (SocketChannel) key.channel();
    try {
      if (key.isConnectable()) {
        client.finishConnect();
        key.interestOps(greet(client));
      } else if (client.read(one.clear()) != 0) {
        served++;
        key.interestOps(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    selector.close();
  }
}
