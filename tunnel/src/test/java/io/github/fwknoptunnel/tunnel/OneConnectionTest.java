package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection without a local port: what comes of each kind of remote side. */
@Timeout(60)
class OneConnectionTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Events events = new Events();

  private OneConnection plain(InetSocketAddress to, Duration patience) {
    Target target = new Target(to.getAddress().getHostAddress(), to.getPort());
    return new OneConnection(target, patience, Optional.empty(), events);
  }

  private OneConnection knocking(InetSocketAddress to, Runnable knock) {
    Knocker knocker =
        new Knocker() {
          @Override
          public KnockReceipt knock(KnockTarget target) {
            knock.run();
            return new KnockReceipt.CommandDone("knock");
          }

          @Override
          public int mostKnocks() {
            return 1;
          }
        };
    Target target = new Target(to.getAddress().getHostAddress(), to.getPort());
    DoorConfig door = new DoorConfig(knocker, Duration.ZERO, Optional.empty());
    return new OneConnection(target, LONG, Optional.of(door), events);
  }

  private static OpenFailure failure(OneConnection connection) {
    return assertThrows(OpenException.class, connection::open).failure();
  }

  @Test
  void withoutADoorItConnectsOnceAndBlocks() throws Exception {
    try (ServerSocket server = Peers.server();
        SocketChannel channel =
            plain((InetSocketAddress) server.getLocalSocketAddress(), LONG).open();
        Socket accepted = Peers.accept(server)) {
      assertEquals(accepted.getRemoteSocketAddress(), channel.getLocalAddress());
      assertTrue(channel.isBlocking());
      assertEquals(1, events.of(TunnelEvent.Connected.class).size());
    }
  }

  @Test
  void theProbeThatGetsThroughIsTheConnectionAndTheOnlyOne() throws Exception {
    try (SilentPort port = new SilentPort();
        SocketChannel channel = knocking(port.address(), () -> open(port)).open();
        Socket accepted = port.accept()) {
      assertEquals(accepted.getRemoteSocketAddress(), channel.getLocalAddress());
      assertTrue(channel.isBlocking());
      assertEquals(0, port.arrivals());
      assertEquals(1, events.of(TunnelEvent.Knocked.class).size());
      assertEquals(1, events.of(TunnelEvent.Opened.class).size());
    }
  }

  private static void open(SilentPort port) {
    try {
      port.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPortWhereNobodyListensRefuses() throws Exception {
    assertInstanceOf(OpenFailure.Refused.class, failure(plain(Peers.nobody(), LONG)));
  }

  @Test
  void aSilentPortIsGivenUpWhenTheTimeIsOver() throws Exception {
    try (SilentPort port = new SilentPort()) {
      assertInstanceOf(OpenFailure.Silent.class, failure(plain(port.address(), SHORT)));
      assertEquals(0, TcpTable.connectingTo(port.address().getPort()));
    }
  }

  @Test
  void aNameThatDoesNotExistIsToldAsSuch() {
    OneConnection nowhere =
        new OneConnection(new Target("nowhere.invalid", 22), LONG, Optional.empty(), events);
    assertInstanceOf(OpenFailure.NameNotResolved.class, failure(nowhere));
  }

  @Test
  void anInterruptCallsOffAPlainConnect() throws Exception {
    try (SilentPort port = new SilentPort()) {
      assertCalledOff(plain(port.address(), LONG), port);
    }
  }

  @Test
  void anInterruptCallsOffAnOpening() throws Exception {
    try (SilentPort port = new SilentPort()) {
      assertCalledOff(knocking(port.address(), () -> {}), port);
    }
  }

  private static void assertCalledOff(OneConnection connection, SilentPort port) throws Exception {
    int number = port.address().getPort();
    FutureTask<SocketChannel> opening = new FutureTask<>(connection::open);
    Thread opener = Thread.ofPlatform().start(opening);
    eventually("an attempt to connect", () -> TcpTable.connectingTo(number) > 0);
    opener.interrupt();
    ExecutionException e = assertThrows(ExecutionException.class, opening::get);
    assertInstanceOf(InterruptedException.class, e.getCause());
    assertEquals(0, TcpTable.connectingTo(number));
  }
}
