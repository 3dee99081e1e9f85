package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.spa.net.Channels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link Prober} with real sockets and its own selector. */
final class SocketProber implements Prober {
  private final Selector selector;
  private final InetSocketAddress target;
  private final Map<Integer, SocketChannel> running = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private boolean won;

  SocketProber(InetSocketAddress target) throws IOException {
    this.selector = Selector.open();
    this.target = target;
  }

  @Override
  public Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public void start(int probe) throws IOException {
    start(probe, target);
  }

  void start(int probe, InetSocketAddress address) throws IOException {
    // On a busy machine the port may have opened to another probe since the last check.
    selector.selectNow(this::finish);
    if (won) {
      abandonLosers();
      return;
    }
    SocketChannel channel;
    try {
      channel = Channels.stream(address.getAddress());
    } catch (NoRouteToHostException e) {
      outcomes.add(new Outcome.Unreachable(probe, e));
      return;
    }
    running.put(probe, channel);
    try {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, probe);
      if (channel.connect(address)) {
        connected(probe, key);
      }
    } catch (IOException e) {
      failed(probe, e);
    }
  }

  @Override
  public void cancel(int probe) {
    Channels.discard(running.remove(probe));
    flushCloses();
  }

  @Override
  public List<Outcome> await(Duration atMost) throws InterruptedException {
    if (outcomes.isEmpty()) {
      select(atMost);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the knock attempt was cancelled");
    }
    List<Outcome> result = List.copyOf(outcomes);
    outcomes.clear();
    return result;
  }

  private void select(Duration atMost) {
    // Rounded up: waking a fraction of a millisecond early would only spin.
    long millis = Math.max(1, atMost.plusNanos(999_999).toMillis());
    try {
      selector.select(this::finish, millis);
      if (won) {
        abandonLosers();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector itself failed", e);
    }
  }

  /** At once: each moment later, another probe may reach the open port. */
  private void abandonLosers() throws IOException {
    running.values().forEach(Channels::discard);
    running.clear();
    selector.selectNow();
  }

  private void finish(SelectionKey key) {
    int probe = (Integer) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (channel.finishConnect()) {
        connected(probe, key);
      }
    } catch (IOException e) {
      failed(probe, e);
    }
  }

  private void connected(int probe, SelectionKey key) {
    if (won) {
      return; // Two at once: the second is cancelled with the others.
    }
    won = true;
    key.cancel();
    running.remove(probe);
    outcomes.add(new Outcome.Connected(probe, (SocketChannel) key.channel()));
  }

  private void failed(int probe, IOException cause) {
    Channels.discard(running.remove(probe));
    if (ConnectErrors.isTimeout(cause)) {
      outcomes.add(new Outcome.Silent(probe));
    } else if (ConnectErrors.isRefusal(cause)) {
      outcomes.add(new Outcome.Refused(probe));
    } else {
      outcomes.add(new Outcome.Unreachable(probe, cause));
    }
  }

  @Override
  public void close() {
    running.values().forEach(Channels::discard);
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Connected connected) {
        Channels.discard(connected.channel());
      }
    }
    flushCloses();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector itself failed", e);
    }
  }

  /**
   * The JDK really closes a registered socket only when its selector runs next. Until then the
   * kernel goes on connecting, and servers such as sshd count every connection that reaches them.
   */
  private void flushCloses() {
    try {
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector itself failed", e);
    }
  }
}
