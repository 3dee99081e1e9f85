package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come through a Unix-domain socket: the same exactness as over TCP. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class UnixListenerRelayTest {
  private static final int MIB = 1024 * 1024;

  @TempDir Path directory;

  /** A client's end of a connection. */
  private record Client(SocketChannel channel) implements AutoCloseable {
    OutputStream out() {
      return Channels.newOutputStream(channel);
    }

    InputStream in() {
      return Channels.newInputStream(channel);
    }

    /** Before its time is up anyway. */
    void leave() throws IOException {
      channel.close();
    }

    @Override
    public void close() throws IOException {
      leave();
    }
  }

  private Path path() {
    return directory.resolve("s");
  }

  private PlainTunnel open(Mode mode) throws IOException {
    return PlainTunnel.open(
        plain -> plain.toBuilder().listen(UnixDomainSocketAddress.of(path())).mode(mode).build());
  }

  private Client connect() throws IOException {
    return new Client(SocketChannel.open(UnixDomainSocketAddress.of(path())));
  }

  @Test
  void randomStreamsOf64MibPassBothWaysAtOnceWithSeed20260704() throws Exception {
    RandomData up = new RandomData(20260704, 64 * MIB);
    RandomData down = new RandomData(~20260704, 64 * MIB);
    SplittableRandom sizes = new SplittableRandom(20260704);
    try (PlainTunnel plain = open(Mode.MULTI);
        Client client = connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      threads.start(up.writing(client.out(), () -> sizes.nextInt(1, 100_000)));
      threads.start(down.writing(server.getOutputStream(), () -> 65_536));
      Future<String> atServer = threads.start(up.reading(server.getInputStream()));
      Future<String> atClient = threads.start(down.reading(client.in()));
      assertEquals(up.sha256(), atServer.get());
      assertEquals(down.sha256(), atClient.get());
    }
  }

  @Test
  void aClientThatHasSentEverythingStillGetsTheWholeAnswer() throws Exception {
    RandomData answer = new RandomData(4, 3 * MIB);
    try (PlainTunnel plain = open(Mode.MULTI);
        Client client = connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      client.out().write(1);
      client.channel().shutdownOutput();
      assertEquals(1, server.getInputStream().read());
      assertEquals(-1, server.getInputStream().read());
      threads.start(() -> {
        answer.writing(server.getOutputStream(), () -> 8192).call();
        server.shutdownOutput();
        return null;
      });
      assertEquals(answer.sha256(), answer.reading(client.in()).call());
      assertEquals(-1, client.in().read());
      TunnelEvent.Closed closed = plain.closed();
      assertEquals(CloseReason.CLIENT_CLOSED, closed.reason());
      assertEquals(new ByteCounts(1, 3 * MIB), closed.bytes());
    }
  }

  @Test
  void aServerThatHasSentEverythingStillGetsTheWholeAnswer() throws Exception {
    RandomData answer = new RandomData(5, 3 * MIB);
    try (PlainTunnel plain = open(Mode.MULTI);
        Client client = connect();
        Socket server = plain.accept();
        Threads threads = new Threads()) {
      server.getOutputStream().write(1);
      server.shutdownOutput();
      assertEquals(1, client.in().read());
      assertEquals(-1, client.in().read());
      threads.start(() -> {
        answer.writing(client.out(), () -> 8192).call();
        client.channel().shutdownOutput();
        return null;
      });
      assertEquals(answer.sha256(), answer.reading(server.getInputStream()).call());
      assertEquals(-1, server.getInputStream().read());
      assertEquals(CloseReason.REMOTE_CLOSED, plain.closed().reason());
    }
  }

  @Test
  void aClientThatLeavesWithUnreadDataIsAResetForTheServer() throws Exception {
    try (PlainTunnel plain = open(Mode.MULTI);
        Client client = connect();
        Socket server = plain.acceptFirst()) {
      server.getOutputStream().write(1);
      awaitReadable(client.channel());
      client.leave();
      assertTrue(Peers.endsWithReset(server));
      assertEquals(CloseReason.CLIENT_RESET, plain.closed().reason());
    }
  }

  private static void awaitReadable(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      assertEquals(1, selector.select());
    }
  }

  /** A Unix-domain socket knows no reset: what was sent before it arrives, then the end. */
  @Test
  void aResetOfTheServerIsAnEndForTheClientAfterAllThatWasSent() throws Exception {
    RandomData data = new RandomData(6, 200_000);
    try (PlainTunnel plain = open(Mode.MULTI);
        Client client = connect();
        Socket server = plain.acceptFirst()) {
      data.writing(server.getOutputStream(), () -> 10_000).call();
      Peers.awaitDelivery(server);
      Peers.reset(server);
      assertEquals(data.sha256(), data.reading(client.in()).call());
      assertEquals(-1, client.in().read());
      assertEquals(CloseReason.REMOTE_RESET, plain.closed().reason());
    }
  }

  @Test
  void inSingleModeTheNameIsGoneWhileTheConnectionLasts() throws Exception {
    try (PlainTunnel plain = open(Mode.SINGLE)) {
      try (Client client = connect();
          Socket server = plain.accept()) {
        eventually("no name", () -> !Files.exists(path()));
        client.out().write(5);
        assertEquals(5, server.getInputStream().read());
      }
      plain.events.await(TunnelEvent.Listening.class, 2);
      try (Client client = connect();
          Socket server = plain.accept()) {
        client.out().write(6);
        assertEquals(6, server.getInputStream().read());
      }
    }
    assertFalse(Files.exists(path()));
  }

  @Test
  void aTunnelThatDrainsHasTakenItsNameAway() throws Exception {
    try (PlainTunnel plain = open(Mode.MULTI);
        Client client = connect();
        Socket server = plain.acceptFirst()) {
      assertFalse(plain.tunnel.drain(Duration.ZERO));
      assertFalse(Files.exists(path()));
      client.out().write(6);
      assertEquals(6, server.getInputStream().read());
    }
  }
}
