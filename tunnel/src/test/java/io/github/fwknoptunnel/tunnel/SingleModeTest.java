package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One connection at a time: while it lasts the local port is closed. */
@Timeout(180)
class SingleModeTest {
  private enum End {
    CLIENT_ENDS,
    REMOTE_ENDS,
    CLIENT_RESETS,
    REMOTE_RESETS
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void thePortIsClosedWhileTheConnectionLastsAndOpenAgainAfterwards(End end) throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayConfig.DEFAULT)) {
      InetSocketAddress address = plain.tunnel.address();
      try (Socket client = plain.connect();
          Socket server = plain.accept()) {
        eventually("a closed port", () -> refuses(address));
        end(end, client, server);
      }
      plain.events.await(TunnelEvent.Listening.class, 2);
      assertEquals(address, plain.tunnel.address());
      assertServes(plain);
    }
  }

  private static void end(End end, Socket client, Socket server) throws IOException {
    switch (end) {
      case CLIENT_ENDS -> client.close();
      case REMOTE_ENDS -> server.close();
      case CLIENT_RESETS -> Peers.reset(client);
      case REMOTE_RESETS -> Peers.reset(server);
    }
  }

  @Test
  void thePortIsOpenAgainAfterAConnectionThatCameToNothing() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayConfig.DEFAULT)) {
      plain.server.close();
      assertTrue(Peers.connectEndsWithReset(plain.tunnel.address()));
      plain.events.await(TunnelEvent.Listening.class, 2);
      assertEquals(1, plain.events.of(TunnelEvent.ConnectFailed.class).size());
    }
  }

  @Test
  void aPortThatSomebodyElseTookIsTriedAgain() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayConfig.DEFAULT)) {
      InetSocketAddress address = plain.tunnel.address();
      try (Socket client = plain.connect();
          Socket server = plain.accept()) {
        eventually("a closed port", () -> refuses(address));
        try (ServerSocket thief = new ServerSocket(address.getPort(), 1, address.getAddress())) {
          Peers.end(client);
          Peers.end(server);
          plain.events.await(TunnelEvent.AcceptBackoff.class, 2);
          assertEquals(address, thief.getLocalSocketAddress());
        }
      }
      plain.events.await(TunnelEvent.Listening.class, 2);
      assertServes(plain);
    }
  }

  /** It is in the kernel's queue before the first one is accepted, so it is always in between. */
  @Test
  void aClientThatComesInJustBeforeThePortIsClosedIsSentAwayAndNotServedBeside() throws Exception {
    List<Socket> clients = new CopyOnWriteArrayList<>();
    Events events = new Events();
    TunnelListener early =
        event -> {
          events.onEvent(event);
          if (clients.isEmpty() && event instanceof TunnelEvent.Listening listening) {
            connectTwice((InetSocketAddress) listening.address(), clients);
          }
        };
    try (ServerSocket server = Peers.server();
        Tunnel tunnel = Tunnel.open(single(server), early);
        Socket first = clients.getFirst();
        Socket second = clients.getLast()) {
      try (Socket remote = Peers.accept(server)) {
        assertTrue(Peers.endsWithReset(second), "it was served or taken leave of");
        for (int i = 0; i < 20; i++) {
          assertTrue(refuses(tunnel.address()), "the port was opened again too early");
        }
        remote.getOutputStream().write(5);
        assertEquals(5, first.getInputStream().read());
        assertEquals(1, events.of(TunnelEvent.Accepted.class).size());
        assertEquals(1, events.of(TunnelEvent.Listening.class).size());
        Peers.end(first);
      }
      events.await(TunnelEvent.Listening.class, 2);
      try (Socket third = Peers.connect(tunnel.address());
          Socket remote = Peers.accept(server)) {
        third.getOutputStream().write(6);
        assertEquals(6, remote.getInputStream().read());
      }
    }
  }

  private static TunnelConfig single(ServerSocket server) throws IOException {
    return PlainTunnel.config(server.getLocalPort(), Mode.SINGLE, RelayConfig.DEFAULT);
  }

  private static void connectTwice(InetSocketAddress address, List<Socket> clients) {
    try {
      clients.add(Peers.connect(address));
      clients.add(Peers.connect(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTunnelThatIsClosedWhileItIsBusyDoesNotOpenItsPortAgain() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayConfig.DEFAULT);
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      eventually("a closed port", () -> refuses(plain.tunnel.address()));
      plain.tunnel.close();
      assertTrue(Peers.endsWithReset(client));
      assertTrue(Peers.endsWithReset(server));
      eventually("the end of accepting", () -> !plain.tunnel.isAccepting());
      assertEquals(1, plain.events.of(TunnelEvent.Listening.class).size());
      assertTrue(refuses(plain.tunnel.address()));
    }
  }

  private static void assertServes(PlainTunnel plain) throws IOException {
    try (Socket client = plain.connect();
        Socket server = plain.accept()) {
      client.getOutputStream().write(5);
      assertEquals(5, server.getInputStream().read());
    }
  }

  private static boolean refuses(InetSocketAddress address) throws IOException {
    try {
      Peers.connect(address).close();
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }
}
