package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.spa.net.Channels;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A connect without a knock: tries the next address when one has not answered for a second or has
 * failed, until one accepts. The first address is tried on the thread that calls {@link #initiate},
 * the others on the loop.
 */
final class ConnectAttempt implements RelayEventLoop.Handler {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final RelayEventLoop loop;
  private final List<InetSocketAddress> addresses;
  private final Duration timeout;
  private final Consumer<SocketChannel> attach;
  private final CompletableFuture<Connected> result = new CompletableFuture<>();
  private final long started = System.nanoTime();
  private final List<Connecting> inFlight = new ArrayList<>(1);
  private IOException failure = new NoRouteToHostException("no address");
  private int tried;
  private Duration nextAt = Duration.ZERO;

  private record Connecting(InetSocketAddress address, SocketChannel channel) {}

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

  CompletableFuture<Connected> result() {
    return result;
  }

  /**
   * Asks the first address, and does not wait for its answer. On the caller's thread, so that a
   * server sees connections in the order of the calls: loops do not wait for each other. {@link
   * #start} or {@link #cancel} must follow, on the loop.
   */
  void initiate() {
    try {
      if (!addresses.isEmpty()) {
        var unused = tryNext();
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Waits for the address that is being tried, then tries the others. */
  void start() {
    if (!inFlight.isEmpty()) {
      await(inFlight.getFirst());
    }
    goOn();
  }

  /** Tries further addresses until there is one to wait for. */
  private void goOn() {
    while (!result.isDone() && inFlight.isEmpty()) {
      if (tried == addresses.size()) {
        result.completeExceptionally(failure);
        return;
      }
      tryAndWait();
    }
  }

  private void tryAndWait() {
    try {
      await(tryNext());
    } catch (IOException e) {
      failure = e;
    }
  }

  private Connecting tryNext() throws IOException {
    nextAt = took().plus(SILENCE);
    InetSocketAddress address = addresses.get(tried++);
    SocketChannel channel = Channels.stream(address.getAddress());
    Connecting one = new Connecting(address, channel);
    inFlight.add(one);
    try {
      channel.configureBlocking(false);
      var unused = channel.connect(address);
      return one;
    } catch (IOException e) {
      drop(one);
      throw e;
    }
  }

  private void await(Connecting one) {
    try {
      SelectionKey key = loop.register(one.channel(), this);
      // A near server has answered by now: no need to select.
      if (one.channel().finishConnect()) {
        succeed(one);
      } else {
        key.interestOps(SelectionKey.OP_CONNECT);
      }
    } catch (IOException e) {
      failure = e;
      drop(one);
    }
  }

  @Override
  public void ready(int operations) {
    for (Connecting one : List.copyOf(inFlight)) {
      try {
        if (one.channel().finishConnect()) {
          succeed(one);
          return;
        }
      } catch (IOException e) {
        failure = e;
        drop(one);
        nextAt = Duration.ZERO;
      }
    }
    goOn();
  }

  private void succeed(Connecting winner) {
    inFlight.remove(winner);
    close();
    result.complete(new Connected(winner.address(), took()));
    attach.accept(winner.channel());
  }

  /**
   * Tries the next address, or gives up, when it is time to. False when there is nothing to wait
   * for any more.
   */
  boolean poll() {
    if (result.isDone()) {
      return false;
    }
    if (took().compareTo(timeout) > 0) {
      close();
      result.completeExceptionally(new SocketTimeoutException("no answer in " + took()));
    } else if (tried < addresses.size() && took().compareTo(nextAt) >= 0) {
      tryAndWait();
      goOn();
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

  private void drop(Connecting one) {
    inFlight.remove(one);
    Endpoint.reset(one.channel());
  }

  private void close() {
    List.copyOf(inFlight).forEach(this::drop);
  }
}
