package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A server on this machine, open to everybody, and a knocker that counts. */
final class TestDoor implements OpeningListener, AutoCloseable {
  final ServerSocket server = Peers.server();
  final FakeKnocker knocker;
  volatile Runnable whenOpened = () -> {};

  TestDoor(FakeKnocker knocker) throws IOException {
    this.knocker = knocker;
  }

  Door door() {
    return doorAt(address());
  }

  /** Another port with the same knocker and listener. */
  Door doorAt(InetSocketAddress other) {
    Dialer dialer = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);
    return new Door("127.0.0.1", other.getPort(), knocker, dialer, this);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  Socket accept() throws IOException {
    return Peers.accept(server);
  }

  /** Some door; nobody connects to it. */
  static KnockTarget target() throws IOException {
    Inet4Address here = (Inet4Address) InetAddress.getByName("127.0.0.1");
    return new KnockTarget("127.0.0.1", here, 22, 1);
  }

  @Override
  public void knocked(KnockTarget target, KnockReceipt receipt) {}

  @Override
  public void opened(KnockTarget target, Opened opened) {
    whenOpened.run();
  }

  /** Waits for an answer that must be a connection that got through, and gives it back. */
  static void closeThrough(CompletableFuture<Way> way) throws Exception {
    ((Way.Through) way.get()).opened().channel().close();
  }

  /** Why there was no way. */
  static Throwable failure(CompletableFuture<Way> way) throws InterruptedException {
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
