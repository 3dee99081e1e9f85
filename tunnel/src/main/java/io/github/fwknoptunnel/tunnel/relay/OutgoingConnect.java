package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One ordinary connect, on the loop: the addresses in their order until one takes it. */
final class OutgoingConnect implements RelayLoop.Handler {
  private final RelayLoop loop;
  private final List<InetSocketAddress> addresses;
  private final Duration patience;
  private final Consumer<SocketChannel> attach;
  private final CompletableFuture<Duration> result = new CompletableFuture<>();
  private final long started = System.nanoTime();
  private @Nullable SocketChannel channel;
  private int tried;
  private Duration turnEnds = Duration.ZERO;

  OutgoingConnect(
      RelayLoop loop,
      List<InetSocketAddress> addresses,
      Duration patience,
      Consumer<SocketChannel> attach) {
    this.loop = loop;
    this.addresses = addresses;
    this.patience = patience;
    this.attach = attach;
  }

  CompletableFuture<Duration> result() {
    return result;
  }

  void start() {
    tryNext(new NoRouteToHostException("no address"));
  }

  private void tryNext(IOException last) {
    IOException failure = last;
    while (tried < addresses.size()) {
      try {
        turnEnds = took().plus(share());
        begin(addresses.get(tried++));
        return;
      } catch (IOException e) {
        failure = e;
        close();
      }
    }
    result.completeExceptionally(failure);
  }

  /** A first address that is dead leaves the others as much time as it had itself. */
  private Duration share() {
    return patience.minus(took()).dividedBy(addresses.size() - tried);
  }

  private void begin(InetSocketAddress address) throws IOException {
    boolean six = address.getAddress() instanceof Inet6Address;
    SocketChannel opened =
        SocketChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    channel = opened;
    SelectionKey key = loop.register(opened, this);
    if (opened.connect(address)) {
      succeed(opened);
    } else {
      key.interestOps(SelectionKey.OP_CONNECT);
    }
  }

  @Override
  public void ready(int operations) {
    SocketChannel opened = channel;
    if (opened == null) {
      return;
    }
    try {
      if (opened.finishConnect()) {
        succeed(opened);
      }
    } catch (IOException e) {
      close();
      tryNext(e);
    }
  }

  private void succeed(SocketChannel connected) {
    channel = null;
    result.complete(took());
    attach.accept(connected);
  }

  /**
   * Goes on to the next address, or gives up, when it is time to. False when there is nothing to
   * wait for any more.
   */
  boolean waiting() {
    if (result.isDone()) {
      return false;
    }
    if (took().compareTo(turnEnds) > 0) {
      close();
      tryNext(new SocketTimeoutException("no answer in " + took()));
    }
    return !result.isDone();
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  void cancel() {
    close();
    result.cancel(false);
  }

  @Override
  public void failed(Throwable cause) {
    close();
    result.completeExceptionally(cause);
  }

  private void close() {
    SocketChannel opened = channel;
    channel = null;
    if (opened != null) {
      Side.close(opened);
    }
  }
}
