package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.ConnectionRefused;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TimedOut;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
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
class ConnectorTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Events events = new Events();

  private Connector plain(InetSocketAddress to, Duration patience) {
    TunnelConfig.HostAndPort target =
        new TunnelConfig.HostAndPort(to.getAddress().getHostAddress(), to.getPort());
    return new Connector(target, patience, Optional.empty(), events);
  }

  private Connector knocking(InetSocketAddress to, Runnable knock) {
    Knocker knocker =
        new Knocker() {
          @Override
          public KnockResult knock(KnockTarget target) {
            knock.run();
            return new KnockResult.CommandSucceeded("knock");
          }

          @Override
          public int maxKnocks() {
            return 1;
          }
        };
    TunnelConfig.HostAndPort target =
        new TunnelConfig.HostAndPort(to.getAddress().getHostAddress(), to.getPort());
    TunnelConfig.KnockConfig config =
        new TunnelConfig.KnockConfig(knocker, Duration.ZERO, Optional.empty());
    return new Connector(target, LONG, Optional.of(config), events);
  }

  private static ConnectFailure failure(Connector connection) {
    return assertThrows(ConnectFailedException.class, connection::connect).failure();
  }

  @Test
  void withoutAKnockItConnectsOnceAndBlocks() throws Exception {
    try (ServerSocket server = Peers.server();
        SocketChannel channel =
            plain((InetSocketAddress) server.getLocalSocketAddress(), LONG).connect();
        Socket accepted = Peers.accept(server)) {
      assertEquals(accepted.getRemoteSocketAddress(), channel.getLocalAddress());
      assertTrue(channel.isBlocking());
      assertEquals(1, events.of(TunnelEvent.Connected.class).size());
    }
  }

  @Test
  void theProbeThatGetsThroughIsTheConnectionAndTheOnlyOne() throws Exception {
    try (SilentPort port = new SilentPort();
        SocketChannel channel = knocking(port.address(), () -> open(port)).connect();
        Socket accepted = port.accept()) {
      assertEquals(accepted.getRemoteSocketAddress(), channel.getLocalAddress());
      assertTrue(channel.isBlocking());
      assertEquals(0, port.arrivals());
      assertEquals(1, events.of(TunnelEvent.KnockSent.class).size());
      assertEquals(1, events.of(TunnelEvent.PortOpened.class).size());
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
    assertInstanceOf(ConnectionRefused.class, failure(plain(Peers.nobody(), LONG)));
  }

  @Test
  void aSilentPortIsGivenUpWhenTheTimeIsOver() throws Exception {
    try (SilentPort port = new SilentPort()) {
      assertInstanceOf(TimedOut.class, failure(plain(port.address(), SHORT)));
      assertEquals(0, TcpTable.connectingTo(port.address().getPort()));
    }
  }

  @Test
  void aNameThatDoesNotExistIsToldAsSuch() {
    Connector nowhere =
        new Connector(
            new TunnelConfig.HostAndPort("nowhere.invalid", 22), LONG, Optional.empty(), events);
    assertInstanceOf(ConnectFailure.NameNotResolved.class, failure(nowhere));
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

  private static void assertCalledOff(Connector connection, SilentPort port) throws Exception {
    int number = port.address().getPort();
    FutureTask<SocketChannel> opening = new FutureTask<>(connection::connect);
    Thread opener = Thread.ofPlatform().start(opening);
    eventually("an attempt to connect", () -> TcpTable.connectingTo(number) > 0);
    opener.interrupt();
    ExecutionException e = assertThrows(ExecutionException.class, opening::get);
    assertInstanceOf(InterruptedException.class, e.getCause());
    assertEquals(0, TcpTable.connectingTo(number));
  }
}
