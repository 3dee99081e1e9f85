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

/**
 * One ordinary connect: the addresses in their order until one takes it. The first is asked where
 * {@link #initiate} is called, everything else happens on the loop.
 */
final class ConnectAttempt implements RelayEventLoop.Handler {
  private final RelayEventLoop loop;
  private final List<InetSocketAddress> addresses;
  private final Duration timeout;
  private final Consumer<SocketChannel> attach;
  private final CompletableFuture<Duration> result = new CompletableFuture<>();
  private final long started = System.nanoTime();
  private @Nullable SocketChannel channel;
  private @Nullable IOException failure;
  private int tried;
  private Duration turnEnds = Duration.ZERO;

  ConnectAttempt(
      RelayEventLoop loop,
      List<InetSocketAddress> addresses,
      Duration timeout,
      Consumer<SocketChannel> attach) {
    this.loop = loop;
    this.addresses = addresses;
    this.timeout = timeout;
    this.attach = attach;
  }

  CompletableFuture<Duration> result() {
    return result;
  }

  /**
   * Asks the first address, and does not wait for its answer. On the caller's thread, so that a
   * server sees connections in the order of the calls: loops do not wait for each other. {@link
   * #start} or {@link #cancel} must follow, on the loop.
   */
  void initiate() {
    try {
      tryNextAddress();
    } catch (IOException e) {
      addressFailed(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Waits for the address that was asked, or asks those that are left. */
  void start() {
    while (channel != null || tried < addresses.size()) {
      try {
        SocketChannel asked = channel == null ? tryNextAddress() : channel;
        await(asked);
        return;
      } catch (IOException e) {
        addressFailed(e);
      }
    }
    result.completeExceptionally(failure);
  }

  private SocketChannel tryNextAddress() throws IOException {
    if (tried == addresses.size()) {
      throw new NoRouteToHostException("no address");
    }
    turnEnds = took().plus(share());
    InetSocketAddress address = addresses.get(tried++);
    boolean six = address.getAddress() instanceof Inet6Address;
    SocketChannel asked =
        SocketChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    channel = asked;
    asked.configureBlocking(false);
    var unused = asked.connect(address);
    return asked;
  }

  /** A first address that is dead leaves the others as much time as it had itself. */
  private Duration share() {
    return timeout.minus(took()).dividedBy(addresses.size() - tried);
  }

  private void await(SocketChannel asked) throws IOException {
    SelectionKey key = loop.register(asked, this);
    // A near server has answered by now: no need to ask the selector.
    if (asked.finishConnect()) {
      succeed(asked);
    } else {
      key.interestOps(SelectionKey.OP_CONNECT);
    }
  }

  private void addressFailed(IOException cause) {
    close();
    failure = cause;
  }

  @Override
  public void ready(int operations) {
    SocketChannel asked = channel;
    if (asked == null) {
      return;
    }
    try {
      if (asked.finishConnect()) {
        succeed(asked);
      }
    } catch (IOException e) {
      addressFailed(e);
      start();
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
  boolean poll() {
    if (result.isDone()) {
      return false;
    }
    if (took().compareTo(turnEnds) > 0) {
      addressFailed(new SocketTimeoutException("no answer in " + took()));
      start();
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
      Endpoint.reset(opened);
    }
  }
}
