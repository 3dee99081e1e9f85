package io.github.fwknoptunnel.tunnel.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client that arrives while a loop looks for resets. That look takes the loop's wakeup with it;
 * where no other connection was left, the client waited for the next one to come.
 */
@Timeout(180)
class LoopWakeupTest {
  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final RelayConfig ONE_LOOP =
      new RelayConfig(
          1, Optional.of(IDLE), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());

  /** A pair of sockets: the test's, and that of the relay. */
  private record Client(Socket own, SocketChannel accepted) {
    static Client connect() throws IOException {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        Socket own = Peers.connect((InetSocketAddress) server.getLocalAddress());
        return new Client(own, server.accept());
      }
    }
  }

  @Test
  void aClientThatComesDuringTheLookForResetsIsServed() throws Exception {
    Client idle = Client.connect();
    Client reset = Client.connect();
    Client late = Client.connect();
    late.own().getOutputStream().write('x');
    CompletableFuture<CloseReason> ended = new CompletableFuture<>();
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        ServerSocket server = Peers.server()) {
      var unused =
          attach(
              relay,
              idle,
              server,
              (reason, bytes) -> {
                // On the loop's thread, in the round that looks for resets next.
                uncheckedReset(reset.own());
                RelaySession session = relay.register(late.accepted(), (why, totals) -> {});
                var connecting = session.connect(List.of(address(server)), IDLE, won -> {});
              });
      Socket lively = attach(relay, reset, server, (reason, bytes) -> ended.complete(reason));
      reset.own().shutdownOutput();
      // So that it is not closed as idle in the same round, however long the machine was busy.
      Thread.ofVirtual().start(() -> keepWriting(lively));
      try (Socket remote = Peers.accept(server)) {
        assertEquals('x', remote.getInputStream().read());
      }
      assertEquals(CloseReason.CLIENT_RESET, ended.get(60, TimeUnit.SECONDS));
    } finally {
      idle.own().close();
      late.own().close();
    }
  }

  /** Gives the server's end. */
  private static Socket attach(Relay relay, Client client, ServerSocket server, RelayListener ended)
      throws Exception {
    RelaySession session = relay.register(client.accepted(), ended);
    session.connect(List.of(address(server)), IDLE, won -> {}).get();
    return Peers.accept(server);
  }

  /** Until the relay closes the connection. */
  private static void keepWriting(Socket socket) {
    try (socket) {
      while (true) {
        socket.getOutputStream().write(1);
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException over) {
      // As it should be.
    }
  }

  private static void uncheckedReset(Socket socket) {
    try {
      Peers.reset(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address(ServerSocket server) {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }
}
