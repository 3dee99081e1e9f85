package io.github.fwknoptunnel.tunnel.authz;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.authz.SocketOwnerLookup.Query;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a connection is, by Linux's own tables and by tables of the test. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SocketOwnerLookupTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = StandardProtocolFamily.class,
      names = {"INET", "INET6"})
  void aConnectionOfThisProcessIsItsUsers(StandardProtocolFamily family) throws Exception {
    try (ServerSocket server = Peers.server();
        SocketChannel client = SocketChannel.open(family)) {
      client.connect(server.getLocalSocketAddress());
      assertEquals(Optional.of(me()), owner(SocketOwnerLookup.ofThisMachine(), client));
    }
  }

  @Test
  void aConnectionOverIpv6IsItsUsersToo() throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    boolean here = NetworkInterface.getByInetAddress(loopback) != null;
    Assumptions.assumeTrue(here && loopback instanceof Inet6Address, "no IPv6 here");
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        SocketChannel client = SocketChannel.open(server.getLocalSocketAddress())) {
      assertEquals(Optional.of(me()), owner(SocketOwnerLookup.ofThisMachine(), client));
    }
  }

  @Test
  void aClientThatHasSentAndLeftIsNobodys() throws Exception {
    try (ServerSocket server = Peers.server();
        SocketChannel client = SocketChannel.open(server.getLocalSocketAddress());
        Socket accepted = server.accept()) {
      InetSocketAddress near = (InetSocketAddress) client.getLocalAddress();
      InetSocketAddress far = (InetSocketAddress) client.getRemoteAddress();
      client.socket().close();
      assertEquals(-1, accepted.getInputStream().read());
      eventually("nobody's", () -> ask(SocketOwnerLookup.ofThisMachine(), near, far).isEmpty());
    }
  }

  @Test
  void allFourPartsOfTheEndsMustMatch() throws Exception {
    SocketOwnerLookup owners = of(row("127.0.0.1", 1000, "127.0.0.1", 6000, "5 0 77"));
    assertEquals(Optional.of("5"), ask(owners, "127.0.0.1", 1000, "127.0.0.1", 6000));
    assertEquals(Optional.empty(), ask(owners, "127.0.0.2", 1000, "127.0.0.1", 6000));
    assertEquals(Optional.empty(), ask(owners, "127.0.0.1", 1001, "127.0.0.1", 6000));
    assertEquals(Optional.empty(), ask(owners, "127.0.0.1", 1000, "127.0.0.2", 6000));
    assertEquals(Optional.empty(), ask(owners, "127.0.0.1", 1000, "127.0.0.1", 6001));
    assertEquals(Optional.empty(), ask(owners, "127.0.0.1", 6000, "127.0.0.1", 1000));
  }

  @Test
  void aRowWithoutAnInodeIsNobodys() throws Exception {
    SocketOwnerLookup owners = of(row("127.0.0.1", 1000, "127.0.0.1", 6000, "0 0 0"));
    assertEquals(Optional.empty(), ask(owners, "127.0.0.1", 1000, "127.0.0.1", 6000));
  }

  @Test
  void aConnectionThatHasEndedWhenItsRowWasReadHasNoKnownOwner() throws Exception {
    SocketOwnerLookup owners = of(row("127.0.0.1", 1000, "127.0.0.1", 6000, "5 0 77"));
    Query ended = new Query(end("127.0.0.1", 1000), end("127.0.0.1", 6000), () -> false);
    assertEquals(Optional.empty(), owners.find(ended).get());
  }

  @ParameterizedTest
  @CsvSource({
    "01, 5", "02,", "03,", "04, 5", "05, 5", "06,", "07,", "08, 5", "09, 5", "0A,", "0B, 5", "0C,"
  })
  void onlyASocketThatIsConnectedHasAnOwner(String state, String owner) throws Exception {
    String row = row("127.0.0.1", 1000, "127.0.0.1", 6000, "5 0 77");
    SocketOwnerLookup owners = of(row.replace(" 01 ", " " + state + " "));
    assertEquals(Optional.ofNullable(owner), ask(owners, "127.0.0.1", 1000, "127.0.0.1", 6000));
  }

  /** A port that is used again while its first connection waits: the answers were mixed up. */
  @Test
  void queriesWithTheSameEndsAllGetTheirOwnAnswer() throws Exception {
    Path none = Files.writeString(directory.resolve("tcp"), HEAD);
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    SocketOwnerLookup owners = new SocketOwnerLookup(List.of(none));
    // Keeps the reading thread until all queries wait.
    var first = new Query(end("127.0.0.1", 1), end("127.0.0.1", 2), () -> true);
    var unused =
        first
            .answer()
            .thenRun(() -> {
              answered.countDown();
              awaitUninterruptibly(reading);
            });
    var answer = owners.find(first);
    answered.await();
    List<Query> queries = new ArrayList<>();
    for (boolean alive : new boolean[] {false, true, false}) {
      Query query = new Query(end("127.0.0.1", 1000), end("127.0.0.1", 6000), () -> alive);
      queries.add(query);
      answer = owners.find(query);
    }
    Files.writeString(none, HEAD + row("127.0.0.1", 1000, "127.0.0.1", 6000, "5 0 77"));
    reading.countDown();
    answer.get();
    assertEquals(Optional.empty(), queries.get(0).answer().get());
    assertEquals(Optional.of("5"), queries.get(1).answer().get());
    assertEquals(Optional.empty(), queries.get(2).answer().get());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTableThatIsMissingOrStrangeTellsNothing() throws Exception {
    assertEquals(
        Optional.empty(),
        ask(
            new SocketOwnerLookup(List.of(directory.resolve("none"))),
            "127.0.0.1",
            1,
            "127.0.0.1",
            2));
    SocketOwnerLookup strange =
        of(
            "",
            "x",
            ":",
            ": ",
            "   0: 0100007F:0001 0100007F:0002",
            "   0: 0100007F:0001 0100007F:0002 01");
    assertEquals(Optional.empty(), ask(strange, "127.0.0.1", 1, "127.0.0.1", 2));
  }

  @Test
  void thousandsThatAskTogetherAllGetTheirAnswer() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int port = 1; port <= 5000; port++) {
      rows.add(row("127.0.0.1", port, "127.0.0.1", 6000, port + " 0 77"));
    }
    Collections.shuffle(rows, new Random(1));
    SocketOwnerLookup owners = of(rows.toArray(String[]::new));
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    for (int port = 1; port <= 5000; port++) {
      answers.add(owners.find(alive(end("127.0.0.1", port), end("127.0.0.1", 6000))));
    }
    for (int port = 1; port <= 5000; port++) {
      assertEquals(Optional.of("" + port), answers.get(port - 1).get());
    }
  }

  /** The kernel hands a table out in pieces, and a row that moves meanwhile is in none of them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aRowThatIsMissedIsLookedForInThreeReadings(int reading) throws Exception {
    Path without = Files.writeString(directory.resolve("without"), HEAD);
    String row = row("127.0.0.1", 1000, "127.0.0.1", 6000, "5 0 77");
    Path with = Files.writeString(directory.resolve("with"), HEAD + row);
    AtomicInteger readings = new AtomicInteger();
    List<Path> changing =
        new AbstractList<>() {
          @Override
          public Path get(int index) {
            return readings.incrementAndGet() < reading ? without : with;
          }

          @Override
          public int size() {
            return 1;
          }
        };
    Optional<String> found = reading <= 3 ? Optional.of("5") : Optional.empty();
    assertEquals(found, ask(new SocketOwnerLookup(changing), "127.0.0.1", 1000, "127.0.0.1", 6000));
    assertEquals(Math.min(reading, 3), readings.get());
  }

  private SocketOwnerLookup of(String... rows) throws IOException {
    Path table = Files.writeString(directory.resolve("tcp"), HEAD + String.join("\n", rows));
    return new SocketOwnerLookup(List.of(table));
  }

  private static String row(String near, int nearPort, String far, int farPort, String owner)
      throws IOException {
    return "  12: %s:%04X %s:%04X 01 00000000:00000000 00:00000000 00000000 %s 1 0000 20 4"
        .formatted(hex(near), nearPort, hex(far), farPort, owner);
  }

  /** As Linux writes {@code 127.0.0.1} on most machines: {@code 0100007F}. */
  private static String hex(String address) throws IOException {
    byte[] bytes = InetAddress.getByName(address).getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      text.append("%02X".formatted(bytes[little ? 3 - i : i]));
    }
    return text.toString();
  }

  private static Optional<String> ask(
      SocketOwnerLookup owners, String near, int nearPort, String far, int farPort)
      throws Exception {
    return ask(owners, end(near, nearPort), end(far, farPort));
  }

  private static InetSocketAddress end(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  private static Optional<String> owner(SocketOwnerLookup owners, SocketChannel client)
      throws Exception {
    return ask(
        owners,
        (InetSocketAddress) client.getLocalAddress(),
        (InetSocketAddress) client.getRemoteAddress());
  }

  private static Optional<String> ask(
      SocketOwnerLookup owners, InetSocketAddress near, InetSocketAddress far) throws Exception {
    return owners.find(alive(near, far)).get();
  }

  private static Query alive(InetSocketAddress near, InetSocketAddress far) {
    return new Query(near, far, () -> true);
  }

  private String me() throws IOException {
    return Files.getAttribute(directory, "unix:uid").toString();
  }
}
