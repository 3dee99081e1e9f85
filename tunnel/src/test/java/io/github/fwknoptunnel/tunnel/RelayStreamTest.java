package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.standstill;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.CountingStream;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that are large and fast enough to take the way through a pipe, where there is one. */
@Timeout(180)
class RelayStreamTest {
  private static final int MIB = 1024 * 1024;
  private static final int SMALL_BUFFER = 32 * 1024;

  @Test
  void largeStreamsPassBothWaysAtOnce() throws Exception {
    RandomData up = new RandomData(31, 64 * MIB);
    RandomData down = new RandomData(32, 64 * MIB);
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      threads.start(up.writing(client.getOutputStream(), () -> MIB));
      threads.start(down.writing(server.getOutputStream(), () -> MIB));
      Future<String> atServer = threads.start(up.reading(server.getInputStream()));
      assertEquals(down.sha256(), down.reading(client.getInputStream()).call());
      assertEquals(up.sha256(), atServer.get());
    }
  }

  @Test
  void urgentDataWithinAStreamIsLeftOutAndStopsNothing() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      RandomData data = new RandomData(33, 8 * MIB);
      Future<Void> writing = threads.start(() -> writeWithUrgentData(client, data.bytes()));
      assertEquals(data.sha256(), data.reading(server.getInputStream()).call());
      writing.get();
      client.shutdownOutput();
      assertEquals(-1, server.getInputStream().read());
    }
  }

  /** One byte only: TCP knows one at a time, and makes those before it ordinary ones. */
  private static Void writeWithUrgentData(Socket socket, byte[] bytes) throws IOException {
    int half = bytes.length / 2;
    socket.getOutputStream().write(bytes, 0, half);
    socket.sendUrgentData(7);
    socket.getOutputStream().write(bytes, half, bytes.length - half);
    return null;
  }

  @Test
  void aReaderThatStopsInTheMiddleGetsTheRestAndThenTheReset() throws Exception {
    // What comes after the stop fits into the buffers on the way, so that the writer can end.
    RandomData data = new RandomData(34, MIB + 600_000);
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.acceptFirst();
        Threads threads = new Threads()) {
      Future<Void> writing = threads.start(data.writing(client.getOutputStream(), () -> MIB / 4));
      byte[] start = server.getInputStream().readNBytes(MIB);
      writing.get();
      Peers.awaitDelivery(client);
      Peers.reset(client);
      byte[] rest = server.getInputStream().readNBytes(data.length() - MIB);
      assertArrayEquals(data.bytes(), concat(start, rest));
      assertTrue(Peers.endsWithReset(server));
      assertEquals(CloseReason.CLIENT_RESET, plain.closed().reason());
    }
  }

  private static byte[] concat(byte[] start, byte[] rest) {
    byte[] all = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, all, start.length, rest.length);
    return all;
  }

  @Test
  void aReaderThatResetsInTheMiddleStopsTheWriter() throws Exception {
    RandomData data = new RandomData(35, 64 * MIB);
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.acceptFirst();
        Threads threads = new Threads()) {
      CountingStream counting = new CountingStream(client.getOutputStream());
      Future<Void> writing = threads.start(data.writing(counting, () -> MIB / 2));
      server.getInputStream().readNBytes(4 * MIB);
      standstill(counting::written, 0);
      Peers.reset(server);
      ExecutionException e = assertThrows(ExecutionException.class, () -> writing.get());
      assertEquals(SocketException.class, e.getCause().getClass());
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
    }
  }
}
