package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.relay.RelayPolicy;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One connection at a time: while it lasts the local port is closed. */
@Timeout(60)
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
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayPolicy.DEFAULT)) {
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
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayPolicy.DEFAULT)) {
      plain.server.close();
      try (Socket client = plain.connect()) {
        Peers.endsWithReset(client);
      }
      plain.events.await(TunnelEvent.Listening.class, 2);
      assertEquals(1, plain.events.of(TunnelEvent.NotOpened.class).size());
    }
  }

  @Test
  void aPortThatSomebodyElseTookIsTriedAgain() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open(Mode.SINGLE, RelayPolicy.DEFAULT)) {
      InetSocketAddress address = plain.tunnel.address();
      try (Socket client = plain.connect();
          Socket server = plain.accept()) {
        eventually("a closed port", () -> refuses(address));
        try (ServerSocket thief = new ServerSocket(address.getPort(), 1, address.getAddress())) {
          Peers.end(client);
          Peers.end(server);
          plain.events.await(TunnelEvent.Paused.class, 2);
          assertEquals(address, thief.getLocalSocketAddress());
        }
      }
      plain.events.await(TunnelEvent.Listening.class, 2);
      assertServes(plain);
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
