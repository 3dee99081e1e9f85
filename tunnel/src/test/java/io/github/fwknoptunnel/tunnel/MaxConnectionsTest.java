package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many clients and no more: the others wait their turn. */
@Timeout(180)
class MaxConnectionsTest {
  private static final int SHORT_MS = 100;

  @Test
  void oneClientTooManyWaitsUntilAnotherLeaves() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(limit(2));
        Socket first = plain.connect();
        Socket firstServer = plain.accept();
        Socket second = plain.connect();
        Socket secondServer = plain.accept()) {
      assertEquals(
          new TunnelEvent.ConnectionLimitReached(2),
          plain.events.await(TunnelEvent.ConnectionLimitReached.class));
      try (Socket third = plain.connect()) {
        third.getOutputStream().write(3);
        assertPasses(second, secondServer);
        assertEquals(2, plain.events.of(TunnelEvent.Accepted.class).size());
        Peers.end(first);
        Peers.end(firstServer);
        try (Socket thirdServer = plain.accept()) {
          assertEquals(3, thirdServer.getInputStream().read());
        }
      }
      plain.events.await(TunnelEvent.ConnectionLimitCleared.class);
    }
  }

  @Test
  void whoWaitsIsNotConnectedAnywhere() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(limit(1));
        Socket first = plain.connect();
        Socket firstServer = plain.accept();
        Socket second = plain.connect()) {
      plain.events.await(TunnelEvent.ConnectionLimitReached.class);
      second.setSoTimeout(SHORT_MS);
      assertThrows(SocketTimeoutException.class, () -> second.getInputStream().read());
      assertPasses(first, firstServer);
      assertEquals(1, plain.events.of(TunnelEvent.Connected.class).size());
    }
  }

  @Test
  void aLimitThatIsMetAgainAndAgainIsToldOnce() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(limit(20))) {
      Deque<Socket> sockets = new ArrayDeque<>();
      for (int i = 0; i < 20; i++) {
        add(plain, sockets);
      }
      plain.events.await(TunnelEvent.ConnectionLimitReached.class);
      for (int i = 0; i < 10; i++) {
        end(plain, sockets);
        add(plain, sockets);
      }
      assertEquals(0, plain.events.of(TunnelEvent.ConnectionLimitCleared.class).size());
      end(plain, sockets);
      end(plain, sockets);
      plain.events.await(TunnelEvent.ConnectionLimitCleared.class);
      assertEquals(1, plain.events.of(TunnelEvent.ConnectionLimitReached.class).size());
      while (!sockets.isEmpty()) {
        Peers.end(sockets.removeFirst());
      }
    }
  }

  private static void add(PlainTunnel plain, Deque<Socket> sockets) throws IOException {
    sockets.add(plain.connect());
    sockets.add(plain.accept());
  }

  private static void end(PlainTunnel plain, Deque<Socket> sockets) throws Exception {
    int closed = plain.events.of(TunnelEvent.Closed.class).size();
    Peers.end(sockets.removeFirst());
    Peers.end(sockets.removeFirst());
    plain.events.await(TunnelEvent.Closed.class, closed + 1);
  }

  @Test
  void aFullTunnelThatStopsSaysNothingOfRoom() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(limit(1));
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      plain.events.await(TunnelEvent.ConnectionLimitReached.class);
      plain.tunnel.close();
      assertTrue(Peers.endsWithReset(client));
      assertTrue(Peers.endsWithReset(server));
      assertTrue(plain.tunnel.drain(Duration.ofSeconds(10)));
      assertEquals(0, plain.events.of(TunnelEvent.ConnectionLimitCleared.class).size());
    }
  }

  private static TunnelConfig.ClientLimits limit(int connections) {
    return new TunnelConfig.ClientLimits(connections, Optional.empty());
  }

  private static void assertPasses(Socket client, Socket server) throws IOException {
    client.getOutputStream().write(5);
    assertEquals(5, server.getInputStream().read());
  }
}
