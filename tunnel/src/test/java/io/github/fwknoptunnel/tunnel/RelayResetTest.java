package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A reset stays a reset, and what was sent before it is not thrown away. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class RelayResetTest {
  private static final int SMALL_BUFFER = 4096;

  /** More than the reader's buffer takes and less than the relay and its socket hold. */
  private static final RandomData DATA = new RandomData(6, 200_000);

  @Test
  void aResetOfTheClientReachesTheServer() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      Peers.reset(client);
      assertTrue(Peers.endsWithReset(server));
      assertEquals(CloseReason.CLIENT_RESET, plain.closed().reason());
    }
  }

  @Test
  void aResetOfTheServerReachesTheClient() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      Peers.reset(server);
      assertTrue(Peers.endsWithReset(client));
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
    }
  }

  @Test
  void theServerGetsWhatTheClientSentBeforeItsReset() throws Exception {
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      sendAndReset(client);
      assertDataThenReset(server);
      assertEquals(CloseReason.CLIENT_RESET, plain.closed().reason());
    }
  }

  @Test
  void theClientGetsWhatTheServerSentBeforeItsReset() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connectSmall(SMALL_BUFFER);
        Socket server = plain.acceptFirst()) {
      sendAndReset(server);
      assertDataThenReset(client);
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
    }
  }

  @Test
  void resetsOfManyShortlyAfterEachOtherLoseNothing() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Threads threads = new Threads()) {
      List<Future<String>> read = new ArrayList<>();
      for (int connection = 1; connection <= 20; connection++) {
        Socket client = plain.connectSmall(SMALL_BUFFER);
        Socket server = plain.accept();
        plain.events.await(TunnelEvent.Connected.class, connection);
        DATA.writing(server.getOutputStream(), () -> DATA.length()).call();
        Peers.awaitDelivery(server);
        Peers.reset(server);
        // Read late, so that the data still waits when the next one is reset.
        read.add(threads.start(() -> late(client)));
      }
      for (Future<String> data : read) {
        assertEquals(DATA.sha256(), data.get());
      }
    }
  }

  private static String late(Socket client) throws Exception {
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    return DATA.reading(client.getInputStream()).call();
  }

  private static void sendAndReset(Socket sender) throws Exception {
    DATA.writing(sender.getOutputStream(), () -> 10_000).call();
    Peers.awaitDelivery(sender);
    Peers.reset(sender);
  }

  private static void assertDataThenReset(Socket reader) throws Exception {
    assertEquals(DATA.sha256(), DATA.reading(reader.getInputStream()).call());
    assertTrue(Peers.endsWithReset(reader));
  }

  @Test
  void aServerThatReadsNothingIsResetAllTheSame() throws Exception {
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      sendAndReset(client);
      assertEquals(CloseReason.CLIENT_RESET, plain.closed().reason());
      assertTrue(Peers.endsWithReset(server));
    }
  }

  @Test
  void aClientThatReadsNothingIsResetAllTheSame() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connectSmall(SMALL_BUFFER);
        Socket server = plain.acceptFirst()) {
      sendAndReset(server);
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
      assertTrue(Peers.endsWithReset(client));
    }
  }

  @Test
  void aWriterLearnsThatItsReaderHasReset() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      Peers.reset(server);
      byte[] piece = new byte[16_384];
      assertThrows(SocketException.class, () -> writeForever(client, piece));
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
    }
  }

  private static void writeForever(Socket socket, byte[] piece) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() - deadline < 0) {
      socket.getOutputStream().write(piece);
    }
  }

  @Test
  void anEndOfStreamFollowedByAResetIsAReset() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.acceptFirst()) {
      client.shutdownOutput();
      assertEquals(-1, server.getInputStream().read());
      Peers.reset(server);
      assertTrue(Peers.endsWithReset(client));
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
    }
  }
}
