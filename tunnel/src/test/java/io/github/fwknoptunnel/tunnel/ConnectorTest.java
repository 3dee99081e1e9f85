package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.ConnectionRefused;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TimedOut;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
@Timeout(180)
class ConnectorTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Events events = new Events();

  /** A connector and the port that it is tried with. */
  private record Route(Connector connector, int port) {
    SocketChannel connect() throws IOException, InterruptedException {
      return connector.connectChannel(port);
    }
  }

  private Route plain(InetSocketAddress to, Duration timeout) throws IOException {
    return new Route(
        Connector.to(to.getAddress().getHostAddress())
            .connectTimeout(timeout)
            .onEvent(events)
            .build(),
        to.getPort());
  }

  private Route knocking(InetSocketAddress to, Runnable knock) throws IOException {
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
    return new Route(
        Connector.to(to.getAddress().getHostAddress())
            .knock(new TunnelConfig.KnockConfig(knocker, Duration.ZERO, Optional.empty()))
            .connectTimeout(LONG)
            .onEvent(events)
            .build(),
        to.getPort());
  }

  private static ConnectFailure failure(Route connection) {
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
  void theNextAddressIsTriedWhenOneIsSilentAndIsTheFirstFromThenOn() throws Exception {
    try (SilentPort silent = new SilentPort();
        ServerSocket server =
            new ServerSocket(silent.address().getPort(), 50, InetAddress.getByName("127.0.0.2"));
        Connector connector = Connector.to("127.0.0.1,127.0.0.2").connectTimeout(LONG).build()) {
      int port = server.getLocalPort();
      for (int i = 0; i < 2; i++) {
        try (SocketChannel channel = connector.connectChannel(port);
            Socket accepted = Peers.accept(server)) {
          assertEquals(accepted.getRemoteSocketAddress(), channel.getLocalAddress());
          assertTrue(channel.isBlocking());
          assertEquals(0, TcpTable.connectingTo(port));
        }
        silent.open(); // It would take the connection now, if it were asked first.
      }
    }
  }

  @Test
  void ofAddressesThatAllFailASilentOneIsTold() throws Exception {
    try (SilentPort silent = new SilentPort();
        Connector connector =
            Connector.to("127.0.0.1,127.0.0.2").connectTimeout(Duration.ofSeconds(2)).build()) {
      Route both = new Route(connector, silent.address().getPort());
      assertInstanceOf(TimedOut.class, failure(both));
      assertInstanceOf(
          ConnectionRefused.class, failure(new Route(connector, ReservedPort.next().getPort())));
    }
  }

  @Test
  void aPortWhereNobodyListensRefuses() throws Exception {
    assertInstanceOf(ConnectionRefused.class, failure(plain(ReservedPort.next(), LONG)));
  }

  @Test
  void aSilentPortIsGivenUpWhenTheTimeIsOver() throws Exception {
    try (SilentPort port = new SilentPort()) {
      assertInstanceOf(TimedOut.class, failure(plain(port.address(), SHORT)));
      assertEquals(0, TcpTable.connectingTo(port.address().getPort()));
    }
  }

  @Test
  void aNameThatDoesNotExistIsToldAsSuch() throws IOException {
    Connector nowhere = Connector.to("nowhere.invalid").build();
    assertInstanceOf(ConnectFailure.NameNotResolved.class, failure(new Route(nowhere, 22)));
    IOException e = assertThrows(IOException.class, () -> nowhere.connect(22));
    assertEquals("the name nowhere.invalid cannot be resolved", e.getMessage());
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

  private static void assertCalledOff(Route connection, SilentPort port) throws Exception {
    int number = port.address().getPort();
    FutureTask<SocketChannel> opening = new FutureTask<>(connection::connect);
    Thread opener = Thread.ofPlatform().start(opening);
    eventually("an attempt to connect", () -> TcpTable.connectingTo(number) > 0);
    opener.interrupt();
    ExecutionException e = assertThrows(ExecutionException.class, opening::get);
    assertInstanceOf(InterruptedException.class, e.getCause());
    assertEquals(0, TcpTable.connectingTo(number));
  }

  @Test
  void closingItClosesItsTunnelsAndItOpensNoMore() throws Exception {
    try (ServerSocket server = Peers.server()) {
      Route route = plain((InetSocketAddress) server.getLocalSocketAddress(), LONG);
      Tunnel first = route.connector().listen(0, route.port());
      Tunnel second = route.connector().listen(0, route.port());
      first.close();
      route.connector().close();
      eventually("an end", () -> !second.isAccepting());
      IOException closed =
          assertThrows(IOException.class, () -> route.connector().listen(0, route.port()));
      assertTrue(closed.getMessage().endsWith(" is closed"), closed::getMessage);
    }
  }
}
