package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.standstill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.CountingStream;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every byte arrives, in order, once, and each end of a stream where its sender put it: through the
 * pipes of a real process of {@code connect}.
 */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ConnectExactnessTest {
  private static final int MUCH = 64 << 20;
  private static final int MAX_WRITES = 50_000;

  @TempDir Path directory;

  private ConnectedPeers reach(boolean knock) throws Exception {
    return knock ? ConnectedPeers.knocking(directory) : ConnectedPeers.plain();
  }

  @ParameterizedTest(name = "with a knock: {0}, seed {1}")
  @CsvSource({"false,15", "true,16"})
  void randomStreamsPassBothWaysAtOnce(boolean knock, long seed) throws Exception {
    RandomData up = new RandomData(seed, MUCH);
    RandomData down = new RandomData(~seed, MUCH);
    SplittableRandom sizes = new SplittableRandom(seed);
    try (ConnectedPeers peers = reach(knock);
        Threads threads = new Threads()) {
      threads.start(up.writing(peers.stdin(), () -> sizes.nextInt(1, 200_000)));
      threads.start(down.writing(peers.server().getOutputStream(), () -> 65_521));
      Future<String> atServer = threads.start(up.reading(peers.server().getInputStream()));
      Future<String> atClient = threads.start(down.reading(peers.stdout()));
      assertEquals(up.sha256(), atServer.get());
      assertEquals(down.sha256(), atClient.get());
      peers.connect().in().close();
      assertEquals(-1, peers.server().getInputStream().read());
      peers.server().shutdownOutput();
      assertEquals(-1, peers.stdout().read());
      peers.connect().assertEnds(0);
    }
  }

  @ParameterizedTest(name = "{0} bytes a write")
  @ValueSource(ints = {1, 7, 4093, 262_147})
  void writesOfAnySizePass(int size) throws Exception {
    int length = (int) Math.min((long) size * MAX_WRITES, MUCH / 8);
    RandomData up = new RandomData(size, length);
    RandomData down = new RandomData(-size, length);
    try (ConnectedPeers peers = ConnectedPeers.plain();
        Threads threads = new Threads()) {
      threads.start(up.writing(peers.stdin(), () -> size));
      threads.start(down.writing(peers.server().getOutputStream(), () -> size));
      Future<String> atServer = threads.start(up.reading(peers.server().getInputStream()));
      assertEquals(down.sha256(), down.reading(peers.stdout()).call());
      assertEquals(up.sha256(), atServer.get());
    }
  }

  @ParameterizedTest(name = "with a knock: {0}")
  @ValueSource(booleans = {false, true})
  void aClientThatHasSentEverythingStillGetsTheWholeAnswer(boolean knock) throws Exception {
    RandomData question = new RandomData(17, MUCH);
    RandomData answer = new RandomData(18, MUCH);
    try (ConnectedPeers peers = reach(knock);
        Threads threads = new Threads()) {
      Future<Void> asked = sendAll(threads, question, peers.stdin(), 65_521);
      assertEnds(question, peers.server().getInputStream());
      asked.get();
      OutputStream back = peers.server().getOutputStream();
      Future<Void> answered = threads.start(answer.writing(back, () -> 65_521));
      assertEquals(answer.sha256(), answer.reading(peers.stdout()).call());
      answered.get();
      peers.server().shutdownOutput();
      assertEquals(-1, peers.stdout().read());
      peers.connect().assertEnds(0);
    }
  }

  @ParameterizedTest(name = "with a knock: {0}")
  @ValueSource(booleans = {false, true})
  void aServerThatHasSentEverythingStillGetsTheWholeAnswer(boolean knock) throws Exception {
    RandomData greeting = new RandomData(19, MUCH);
    RandomData answer = new RandomData(20, MUCH);
    try (ConnectedPeers peers = reach(knock);
        Threads threads = new Threads()) {
      threads.start(() -> {
        greeting.writing(peers.server().getOutputStream(), () -> 65_521).call();
        peers.server().shutdownOutput();
        return null;
      });
      assertEnds(greeting, peers.stdout());
      Future<Void> answered = sendAll(threads, answer, peers.stdin(), 65_521);
      assertEnds(answer, peers.server().getInputStream());
      answered.get();
      peers.connect().assertEnds(0);
    }
  }

  /** Sends, and ends the stream. */
  private static Future<Void> sendAll(Threads threads, RandomData data, OutputStream to, int size) {
    return threads.start(() -> {
      data.writing(to, () -> size).call();
      to.close();
      return null;
    });
  }

  private static void assertEnds(RandomData data, InputStream from) throws Exception {
    assertEquals(data.sha256(), data.reading(from).call());
    assertEquals(-1, from.read());
  }

  @ParameterizedTest(name = "with a knock: {0}")
  @ValueSource(booleans = {false, true})
  void whatWasSentBeforeAResetArrivesAndThenItFails(boolean knock) throws Exception {
    // More than the pipe holds: the rest waits in the relay and in the kernel until it is read.
    RandomData last = new RandomData(21, 100_000);
    try (ConnectedPeers peers = reach(knock)) {
      String port = "127.0.0.1:" + peers.server().getLocalPort();
      last.writing(peers.server().getOutputStream(), () -> 4093).call();
      Peers.awaitDelivery(peers.server());
      Peers.reset(peers.server());
      assertEnds(last, peers.stdout());
      peers
          .connect()
          .assertEnds(
              1,
              "error: " + port + " reset the connection",
              "hint: check the service behind the port and the firewalls on the path");
    }
  }

  @Test
  void aReaderOfStdoutThatIsLateStopsTheServerAndLosesNothing() throws Exception {
    RandomData data = new RandomData(22, MUCH);
    try (ConnectedPeers peers = ConnectedPeers.plain();
        Threads threads = new Threads()) {
      CountingStream counting = new CountingStream(peers.server().getOutputStream());
      Future<Void> sending = sendAll(threads, data, counting, 65_521);
      assertReadLate(data, counting, peers.stdout());
      sending.get();
    }
  }

  @Test
  void aServerThatReadsLateStopsTheWriterOfStdinAndLosesNothing() throws Exception {
    RandomData data = new RandomData(23, MUCH);
    try (ConnectedPeers peers = ConnectedPeers.plain();
        Threads threads = new Threads()) {
      CountingStream counting = new CountingStream(peers.stdin());
      Future<Void> sending = sendAll(threads, data, counting, 65_521);
      assertReadLate(data, counting, peers.server().getInputStream());
      sending.get();
    }
  }

  private static void assertReadLate(RandomData data, CountingStream sent, InputStream from)
      throws Exception {
    assertTrue(standstill(sent::written, 0) < data.length(), "nobody stopped the writer");
    assertEnds(data, from);
  }
}
