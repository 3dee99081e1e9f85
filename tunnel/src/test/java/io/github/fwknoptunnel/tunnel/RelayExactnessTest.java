package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.standstill;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.CountingStream;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte arrives, in order, once, and each end of a stream where its sender put it. */
@Timeout(180)
class RelayExactnessTest {
  private static final int MIB = 1024 * 1024;
  private static final int SMALL_BUFFER = 32 * 1024;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20260704})
  void randomStreamsPassBothWaysAtOnce(long seed) throws Exception {
    RandomData up = new RandomData(seed, 16 * MIB);
    RandomData down = new RandomData(~seed, 16 * MIB);
    SplittableRandom sizes = new SplittableRandom(seed);
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      exchange(
          new Transfer(up, () -> sizes.nextInt(1, 100_000), client, server),
          new Transfer(down, () -> 65_536, server, client));
    }
  }

  @ParameterizedTest(name = "{0} bytes a write")
  @ValueSource(ints = {1, 7, 4093, 262_147})
  void writesOfAnySizePass(int size) throws Exception {
    int length = Math.min(size * 3001, 2 * MIB);
    RandomData up = new RandomData(size, length);
    RandomData down = new RandomData(-size, length);
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      exchange(
          new Transfer(up, () -> size, client, server),
          new Transfer(down, () -> size, server, client));
    }
  }

  /** One direction: a writer in one thread, a reader in another. */
  private record Transfer(RandomData data, IntSupplier sizes, Socket from, Socket to) {
    Future<String> start(Threads threads) throws IOException {
      threads.start(data.writing(from.getOutputStream(), sizes));
      return threads.start(data.reading(to.getInputStream()));
    }
  }

  private static void exchange(Transfer up, Transfer down) throws Exception {
    try (Threads threads = new Threads()) {
      Future<String> atServer = up.start(threads);
      Future<String> atClient = down.start(threads);
      assertEquals(up.data().sha256(), atServer.get());
      assertEquals(down.data().sha256(), atClient.get());
    }
  }

  @Test
  void aClientThatHasSentEverythingStillGetsTheWholeAnswer() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      askAndAnswer(threads, client, server);
      TunnelEvent.Closed closed = plain.closed();
      assertEquals(CloseReason.CLIENT_CLOSED, closed.reason());
      assertEquals(new ByteCounts(MIB, 3 * MIB), closed.bytes());
    }
  }

  @Test
  void aServerThatHasSentEverythingStillGetsTheWholeAnswer() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      askAndAnswer(threads, server, client);
      TunnelEvent.Closed closed = plain.closed();
      assertEquals(CloseReason.REMOTE_CLOSED, closed.reason());
      assertEquals(new ByteCounts(3 * MIB, MIB), closed.bytes());
    }
  }

  /** One peer sends and ends its stream; only then the other answers. */
  private static void askAndAnswer(Threads threads, Socket asking, Socket answering)
      throws Exception {
    RandomData question = new RandomData(3, MIB);
    RandomData answer = new RandomData(4, 3 * MIB);
    Future<Void> sending = threads.start(question.writing(asking.getOutputStream(), () -> 8192));
    assertEquals(question.sha256(), question.reading(answering.getInputStream()).call());
    sending.get();
    asking.shutdownOutput();
    assertEquals(-1, answering.getInputStream().read());
    threads.start(() -> {
      answer.writing(answering.getOutputStream(), () -> 8192).call();
      answering.shutdownOutput();
      return null;
    });
    assertEquals(answer.sha256(), answer.reading(asking.getInputStream()).call());
    assertEquals(-1, asking.getInputStream().read());
  }

  @Test
  void urgentDataIsLeftOutAndHarmsNothing() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      client.getOutputStream().write(1);
      client.sendUrgentData(2);
      client.getOutputStream().write(3);
      client.shutdownOutput();
      assertArrayEquals(new byte[] {1, 3}, server.getInputStream().readAllBytes());
      server.sendUrgentData(4);
      server.getOutputStream().write(5);
      server.shutdownOutput();
      assertArrayEquals(new byte[] {5}, client.getInputStream().readAllBytes());
      assertEquals(new ByteCounts(2, 1), plain.closed().bytes());
    }
  }

  @Test
  void bothSidesMayEndAtOnce() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      client.getOutputStream().write(1);
      server.getOutputStream().write(2);
      client.shutdownOutput();
      server.shutdownOutput();
      assertEquals(2, client.getInputStream().read());
      assertEquals(1, server.getInputStream().read());
      assertEquals(-1, client.getInputStream().read());
      assertEquals(-1, server.getInputStream().read());
      TunnelEvent.Closed closed = plain.closed();
      assertTrue(
          Set.of(CloseReason.CLIENT_CLOSED, CloseReason.REMOTE_CLOSED).contains(closed.reason()),
          closed::toString);
      assertEquals(new ByteCounts(1, 1), closed.bytes());
    }
  }

  @Test
  void aServerThatReadsLateStopsTheClientAndLosesNothing() throws Exception {
    try (PlainTunnel plain = PlainTunnel.withSmallServer(SMALL_BUFFER);
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      readLate(client, server);
    }
  }

  @Test
  void aClientThatReadsLateStopsTheServerAndLosesNothing() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connectSmall(SMALL_BUFFER);
        Socket server = plain.accept()) {
      readLate(server, client);
    }
  }

  private static void readLate(Socket writer, Socket reader) throws Exception {
    RandomData data = new RandomData(5, 64 * MIB);
    CountingStream counting = new CountingStream(writer.getOutputStream());
    try (Threads threads = new Threads()) {
      Future<Void> sending = threads.start(data.writing(counting, () -> 16_384));
      long taken = standstill(counting::written, 0);
      // The rest is in the kernel's buffers; how large they grow is up to the machine's settings.
      assertTrue(taken < data.length(), "nobody stopped the writer");
      assertEquals(data.sha256(), data.reading(reader.getInputStream()).call());
      sending.get();
    }
  }
}
