package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.Channels;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to several addresses, without a knock, on the calling thread. The next address is tried
 * when one has not answered for a second or has failed; the first that accepts wins.
 */
final class StaggeredConnect {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Selector selector;
  private final long started = System.nanoTime();
  private final Iterator<InetSocketAddress> addresses;
  private final Duration timeout;
  private Duration nextAt = Duration.ZERO;
  private int inFlight;
  private IOException failure = new NoRouteToHostException("no address");

  private StaggeredConnect(Selector selector, List<InetSocketAddress> addresses, Duration timeout) {
    this.selector = selector;
    this.addresses = addresses.iterator();
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @param timeout for all of them together
   * @return blocking
   * @throws SocketTimeoutException if one of them was silent to the end
   * @throws IOException how the last one failed; also if the thread was interrupted, which it still
   *     is then
   */
  static SocketChannel connect(List<InetSocketAddress> addresses, Duration timeout)
      throws IOException {
    try (Selector selector = Selector.open()) {
      StaggeredConnect race = new StaggeredConnect(selector, addresses, timeout);
      SocketChannel winner = null;
      try {
        winner = race.run();
      } finally {
        race.close(winner);
      }
      winner.configureBlocking(true);
      return winner;
    }
  }

  private SocketChannel run() throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      if (took().compareTo(timeout) >= 0) {
        throw new SocketTimeoutException("no answer in " + timeout);
      }
      while (addresses.hasNext() && (inFlight == 0 || took().compareTo(nextAt) >= 0)) {
        tryNext(addresses.next());
      }
      if (inFlight == 0) {
        throw failure;
      }
      Duration wait = (addresses.hasNext() ? earlier(nextAt, timeout) : timeout).minus(took());
      selector.select(Math.max(1, wait.toMillis()));
      SocketChannel accepted = accepted();
      if (accepted != null) {
        return accepted;
      }
    }
    throw new IOException("interrupted");
  }

  private void tryNext(InetSocketAddress address) throws IOException {
    SocketChannel channel;
    try {
      channel = Channels.stream(address.getAddress());
    } catch (NoRouteToHostException e) {
      failure = e;
      return;
    }
    nextAt = took().plus(SILENCE);
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_CONNECT);
      inFlight++;
      if (channel.connect(address)) {
        var unused = selector.wakeup(); // A near server: no selector reports that one.
      }
    } catch (IOException e) {
      failed(channel, e);
    }
  }

  private @Nullable SocketChannel accepted() throws IOException {
    for (SelectionKey key : selector.keys()) {
      SocketChannel channel = (SocketChannel) key.channel();
      try {
        if (key.isValid() && (channel.isConnected() || channel.finishConnect())) {
          return channel;
        }
      } catch (IOException e) {
        failed(channel, e);
      }
    }
    return null;
  }

  /** What is left need not wait. */
  private void failed(SocketChannel channel, IOException cause) throws IOException {
    failure = cause;
    inFlight--;
    nextAt = Duration.ZERO;
    channel.close();
  }

  /** The losers, at once: the kernel would go on connecting. The winner leaves the selector. */
  private void close(@Nullable SocketChannel winner) throws IOException {
    for (SelectionKey key : selector.keys()) {
      if (key.channel().equals(winner)) {
        key.cancel();
      } else {
        key.channel().close();
      }
    }
    selector.selectNow();
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
