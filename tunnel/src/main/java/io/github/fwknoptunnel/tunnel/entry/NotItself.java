package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to connect to the proxy itself, because each such connection would make another one. This
 * is known only when the name is resolved.
 *
 * @param own the addresses that the proxy listens on
 */
record NotItself(Upstreams upstreams, Supplier<SocketAddress> own) implements Upstreams {
  @Override
  public CompletableFuture<Upstream> acquire(long connection) {
    CompletableFuture<Upstream> acquired = upstreams.acquire(connection);
    CompletableFuture<Upstream> checked = new CompletableFuture<>();
    var unused = acquired.whenComplete((upstream, failure) -> deliver(upstream, failure, checked));
    var unused2 =
        checked.whenComplete((upstream, failure) -> {
          if (checked.isCancelled()) {
            acquired.cancel(false);
          }
        });
    return checked;
  }

  private void deliver(
      @Nullable Upstream upstream, @Nullable Throwable failure, CompletableFuture<Upstream> to) {
    if (upstream == null) {
      to.completeExceptionally(
          Objects.requireNonNullElseGet(failure, () -> new IllegalStateException("no upstream")));
      return;
    }
    try {
      Upstream other = withoutItself(upstream);
      if (!to.complete(other) && other instanceof Upstream.Connected late) {
        Channels.discard(late.result().channel()); // The client has left meanwhile.
      }
    } catch (RequestRefusedException | RuntimeException | Error e) {
      to.completeExceptionally(e);
    }
  }

  private Upstream withoutItself(Upstream upstream) throws RequestRefusedException {
    return switch (upstream) {
      case Upstream.Addresses found -> {
        List<InetSocketAddress> others = new ArrayList<>(found.addresses());
        if (others.removeIf(this::isOwn)) {
          // localhost is ::1 too, which leads to the same place or to nothing.
          others.removeIf(other -> other.getAddress().isLoopbackAddress());
          if (others.isEmpty()) {
            throw refused();
          }
        }
        yield new Upstream.Addresses(others, found.timeout(), found.cachedAccess());
      }
      case Upstream.Connected found when isOwn(found.result().target()) -> {
        Channels.discard(found.result().channel());
        throw refused();
      }
      case Upstream.Connected found -> found;
    };
  }

  private static RequestRefusedException refused() {
    return new RequestRefusedException(Reason.OWN_ADDRESS);
  }

  private boolean isOwn(InetSocketAddress target) {
    if (target.getAddress().isAnyLocalAddress()) {
      return true; // To connect to it is to connect to loopback.
    }
    return own.get() instanceof InetSocketAddress listening
        && listening.getPort() == target.getPort()
        && (listening.getAddress().equals(target.getAddress())
            || (listening.getAddress().isAnyLocalAddress() && isLocal(target.getAddress())));
  }

  private static boolean isLocal(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  @Override
  public boolean requiresKnock() {
    return upstreams.requiresKnock();
  }

  @Override
  public void invalidate() {
    upstreams.invalidate();
  }

  @Override
  public void recordConnectTime(Duration connectTime) {
    upstreams.recordConnectTime(connectTime);
  }

  @Override
  public void recordAddress(InetSocketAddress address) {
    upstreams.recordAddress(address);
  }
}
