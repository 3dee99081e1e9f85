package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A server on this machine, open to everybody, and a knocker that counts. */
final class TestService implements TunnelListener, AutoCloseable {
  final ServerSocket server = Peers.server();
  final FakeKnocker knocker;
  volatile Runnable whenOpened = () -> {};

  TestService(FakeKnocker knocker) throws IOException {
    this.knocker = knocker;
  }

  PortOpener knock() {
    return openerOf(address());
  }

  /** Another port with the same knocker and listener. */
  PortOpener openerOf(InetSocketAddress other) {
    Dialer dialer = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);
    return new PortOpener(
        new TargetNames("127.0.0.1", other.getPort(), KnockTarget.Family.IPV4),
        knocker,
        dialer,
        this);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  Socket accept() throws IOException {
    return Peers.accept(server);
  }

  @Override
  public void onEvent(TunnelEvent event) {
    if (event instanceof TunnelEvent.PortOpened) {
      whenOpened.run();
    }
  }

  /** Waits for an answer that must be a connection that got through, and gives it back. */
  static void closeThrough(CompletableFuture<Upstream> way) throws Exception {
    ((Upstream.Connected) way.get()).result().channel().close();
  }

  /** Why there was no way. */
  static Throwable failure(CompletableFuture<Upstream> way) throws InterruptedException {
    try {
      throw new AssertionError("found a way: " + way.get());
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
