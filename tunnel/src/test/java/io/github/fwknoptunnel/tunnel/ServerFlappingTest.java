package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.ConnectionRefused;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that comes and goes: each connection meets it as it is at that moment. */
@Timeout(180)
class ServerFlappingTest {
  private static final int TIMES = 20;

  @Test
  void everyConnectionMeetsTheServerAsItIs() throws Exception {
    InetSocketAddress address = ReservedPort.next();
    Events events = new Events();
    try (Tunnel tunnel = open(address, events)) {
      for (int time = 1; time <= TIMES; time++) {
        assertLost(tunnel);
        events.await(TunnelEvent.ConnectFailed.class, time);
        assertServed(tunnel, address);
      }
    }
    for (TunnelEvent.ConnectFailed lost : events.of(TunnelEvent.ConnectFailed.class)) {
      assertEquals(ConnectionRefused.class, lost.failure().getClass());
    }
  }

  @Test
  void aServerThatGoesTakesOnlyItsOwnConnections() throws Exception {
    InetSocketAddress address = ReservedPort.next();
    Events events = new Events();
    try (ServerSocket first = new ServerSocket(address.getPort(), 50, address.getAddress());
        Tunnel tunnel = open(address, events);
        Socket before = Peers.connect(tunnel.address())) {
      Socket peer = Peers.accept(first);
      events.await(TunnelEvent.Connected.class);
      goAway(first);
      Peers.reset(peer);
      assertTrue(Peers.endsWithReset(before));
      assertEquals(CloseReason.REMOTE_RESET, events.await(TunnelEvent.Closed.class).reason());
      assertServed(tunnel, address);
    }
  }

  private static Tunnel open(InetSocketAddress server, Events events) throws IOException {
    return Tunnel.open(
        PlainTunnel.config(server.getPort(), Mode.MULTI, RelayConfig.DEFAULT), events);
  }

  private static void goAway(ServerSocket server) throws IOException {
    server.close();
  }

  private static void assertLost(Tunnel tunnel) throws IOException {
    assertTrue(Peers.connectEndsWithReset(tunnel.address()));
  }

  private static void assertServed(Tunnel tunnel, InetSocketAddress address) throws IOException {
    try (ServerSocket server = new ServerSocket(address.getPort(), 50, address.getAddress());
        Socket client = Peers.connect(tunnel.address());
        Socket peer = Peers.accept(server)) {
      client.getOutputStream().write(5);
      assertEquals(5, peer.getInputStream().read());
      peer.getOutputStream().write(6);
      assertEquals(6, client.getInputStream().read());
    }
  }
}
