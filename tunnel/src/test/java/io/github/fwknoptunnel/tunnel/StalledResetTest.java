package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.standstill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.CountingStream;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A reset of a peer that is not read from, since the other one takes nothing. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class StalledResetTest {
  private static final int SMALL_BUFFER = 4096;
  private static final RandomData MORE_THAN_ANYTHING_HOLDS = new RandomData(6, 64 * 1024 * 1024);

  @Test
  void aClientThatResetsBehindAStalledUploadIsNoticed() throws Exception {
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      fill(client);
      Peers.reset(client);
      assertEquals(CloseReason.CLIENT_RESET, plain.closed().reason());
      assertTrue(Peers.endsWithReset(server));
    }
  }

  @Test
  void aServerThatResetsBehindAStalledDownloadIsNoticed() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connectSmall(SMALL_BUFFER);
        Socket server = plain.acceptFirst()) {
      fill(server);
      Peers.reset(server);
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
      assertTrue(Peers.endsWithReset(client));
    }
  }

  /** The server has ended its stream before: both streams of the client's socket are at an end. */
  @Test
  void anEndOfStreamBehindAStalledUploadIsNoReset() throws Exception {
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      server.shutdownOutput();
      assertEquals(-1, client.getInputStream().read());
      long sent = sendUntilNothingIsRead(client);
      client.shutdownOutput();
      awaitTwoLooks(plain);
      assertEquals(sent, server.getInputStream().readAllBytes().length);
      assertEquals(
          CloseReason.REMOTE_CLOSED,
          plain.events.await(TunnelEvent.Closed.class, 3).getLast().reason());
    }
  }

  /** Nothing waits in the client's own queue: its end of stream arrives behind what is unread. */
  private static long sendUntilNothingIsRead(Socket client) throws Exception {
    byte[] piece = new byte[65_536];
    long sent = 0;
    while (unread(client) == 0 || standstill(() -> unread(client), -1) == 0) {
      client.getOutputStream().write(piece);
      sent += piece.length;
      Peers.awaitDelivery(client);
    }
    return sent;
  }

  /** What lies in the relay's socket. */
  private static long unread(Socket client) {
    return TcpTable.unread(client.getPort(), client.getLocalPort());
  }

  /** Another connection that resets behind a stall is noticed only by looking for resets. */
  private static void awaitTwoLooks(PlainTunnel plain) throws Exception {
    for (int look = 1; look <= 2; look++) {
      try (Socket client = plain.connect();
          Socket server = plain.accept()) {
        fill(client);
        Peers.reset(client);
        plain.events.await(TunnelEvent.Closed.class, look);
        assertTrue(Peers.endsWithReset(server));
      }
    }
  }

  /** Sends until nobody takes any more. */
  private static void fill(Socket sender) throws Exception {
    CountingStream counting = new CountingStream(sender.getOutputStream());
    Thread.ofPlatform().daemon().start(() -> sendAll(counting));
    standstill(counting::written, 0);
  }

  private static void sendAll(CountingStream out) {
    try {
      MORE_THAN_ANYTHING_HOLDS.writing(out, () -> 16_384).call();
    } catch (IOException e) {
      // The test has reset it meanwhile.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
