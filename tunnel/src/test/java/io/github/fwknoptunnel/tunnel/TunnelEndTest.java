package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a tunnel ends: it lets its connections finish, or it does not. */
@Timeout(180)
class TunnelEndTest {
  @Test
  void drainingLetsTheLastConnectionFinish() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      Future<Boolean> drained = threads.start(() -> plain.tunnel.drain(Duration.ofSeconds(30)));
      eventually("a closed port", () -> refuses(plain));
      assertPasses(client, server);
      assertFalse(drained.isDone());
      Peers.end(client);
      Peers.end(server);
      assertTrue(drained.get());
    }
  }

  @Test
  void drainingATunnelWithoutConnectionsIsDoneAtOnce() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      assertTrue(plain.tunnel.drain(Duration.ZERO));
      assertTrue(refuses(plain), "its port is still open");
    }
  }

  @Test
  void drainingMissesNoClientThatIsJustBeingAccepted() throws Exception {
    for (int i = 0; i < 300; i++) {
      try (PlainTunnel plain = PlainTunnel.open();
          Socket client = plain.connect()) {
        if (plain.tunnel.drain(Duration.ZERO)) {
          Peers.endsWithReset(client);
          assertEquals(
              plain.events.of(TunnelEvent.Closed.class).size(),
              plain.events.of(TunnelEvent.Accepted.class).size());
        }
      }
    }
  }

  @Test
  void drainingThatIsCutShortLeavesTheConnectionAlone() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      assertFalse(plain.tunnel.drain(Duration.ofMillis(50)));
      assertPasses(client, server);
    }
  }

  @Test
  void closingResetsWhatIsOpen() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      assertPasses(client, server);
      plain.tunnel.close();
      assertTrue(Peers.endsWithReset(client));
      assertTrue(Peers.endsWithReset(server));
      assertEquals(CloseReason.ABORTED, plain.closed().reason());
      assertTrue(refuses(plain));
    }
  }

  @Test
  void aPortThatWasClosedIsFree() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (PlainTunnel plain = PlainTunnel.open()) {
        InetSocketAddress address = plain.tunnel.address();
        plain.tunnel.close();
        new ServerSocket(address.getPort(), 1, address.getAddress()).close();
      }
    }
  }

  @Test
  void closingTwiceIsTheSameAsClosingOnce() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      plain.tunnel.close();
      plain.tunnel.close();
      assertThrows(ConnectException.class, plain::connect);
    }
  }

  private static void assertPasses(Socket client, Socket server) throws IOException {
    client.getOutputStream().write(5);
    assertEquals(5, server.getInputStream().read());
    server.getOutputStream().write(6);
    assertEquals(6, client.getInputStream().read());
  }

  private static boolean refuses(PlainTunnel plain) throws IOException {
    try {
      Peers.reset(plain.connect());
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }
}
