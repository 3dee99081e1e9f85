package io.github.fwknoptunnel.tunnel.relay;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.testing.Broken;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How a pair finds its remote side with one ordinary connect, and what ends it. */
@Timeout(180)
class RelaySessionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final RelayConfig ONE_LOOP =
      new RelayConfig(1, Optional.empty(), Duration.ofMinutes(10), RelayConfig.DEFAULT.keepAlive());

  @Test
  void theNextAddressIsTriedWhereOneRefuses() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        ServerSocket server = Peers.server();
        RelayedClient admitted = new RelayedClient(relay)) {
      admitted
          .pair
          .connect(List.of(ReservedPort.next(), address(server)), TIMEOUT, took -> {})
          .get();
      try (Socket remote = Peers.accept(server)) {
        assertEchoes(admitted.client, remote);
      }
    }
  }

  @Test
  void aServerThatIsReachedAfterTheEndSeesAResetAndNotAnEmptyStream() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        ServerSocket server = Peers.server();
        RelayedClient admitted = new RelayedClient(relay)) {
      admitted.pair.abort();
      var unused = admitted.pair.connect(List.of(address(server)), TIMEOUT, took -> {});
      try (Socket remote = Peers.accept(server)) {
        assertTrue(Peers.endsWithReset(remote));
      }
    }
  }

  @Test
  void aRefusalByAllIsToldAsARefusal() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        RelayedClient admitted = new RelayedClient(relay)) {
      var result =
          admitted.pair.connect(
              List.of(ReservedPort.next(), ReservedPort.next()), TIMEOUT, took -> {});
      assertInstanceOf(ConnectException.class, failure(result));
    }
  }

  @Test
  void silenceIsToldAsATimeout() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        SilentPort silent = new SilentPort();
        RelayedClient admitted = new RelayedClient(relay)) {
      var result =
          admitted.pair.connect(List.of(silent.address()), Duration.ofMillis(100), took -> {});
      assertInstanceOf(SocketTimeoutException.class, failure(result));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theNextAddressIsTriedWhenOneHasBeenSilentForASecond() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        SilentPort first = new SilentPort();
        SilentPort second = new SilentPort();
        ServerSocket server = Peers.server();
        RelayedClient admitted = new RelayedClient(relay)) {
      var all = List.of(first.address(), second.address(), address(server));
      Connected won = admitted.pair.connect(all, TIMEOUT, unused -> {}).get();
      assertEquals(address(server), won.address());
      assertTrue(won.took().compareTo(Duration.ofSeconds(2)) >= 0, won::toString);
      System.out.println("two dead addresses cost " + won.took().toMillis() + " ms");
      eventually("no attempt", () -> TcpTable.connectingTo(first.address().getPort()) == 0);
      eventually("no attempt", () -> TcpTable.connectingTo(second.address().getPort()) == 0);
      try (Socket remote = Peers.accept(server)) {
        assertEchoes(admitted.client, remote);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anAddressThatIsSlowWinsWhereTheOthersAreDead() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        SilentPort slow = new SilentPort();
        SilentPort dead = new SilentPort();
        RelayedClient admitted = new RelayedClient(relay)) {
      var result =
          admitted.pair.connect(List.of(slow.address(), dead.address()), TIMEOUT, unused -> {});
      eventually("both", () -> TcpTable.connectingTo(dead.address().getPort()) == 1);
      slow.open();
      assertEquals(slow.address(), result.get().address());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theAttemptEndsWithTheClientThatNeededIt() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        SilentPort silent = new SilentPort();
        RelayedClient admitted = new RelayedClient(relay)) {
      int port = silent.address().getPort();
      var result = admitted.pair.connect(List.of(silent.address()), TIMEOUT, took -> {});
      eventually("an attempt", () -> TcpTable.connectingTo(port) == 1);
      Peers.reset(admitted.client);
      assertThrows(CancellationException.class, result::get);
      eventually("no attempt", () -> TcpTable.connectingTo(port) == 0);
    }
  }

  @Test
  void anErrorOfOnePairLeavesTheOthersOfItsLoopAlone() throws Exception {
    try (Relay relay = Relay.start(ONE_LOOP, failure -> {});
        ServerSocket server = Peers.server();
        RelayedClient broken = new RelayedClient(relay);
        RelayedClient other = new RelayedClient(relay)) {
      broken.pair.onPrematureClose(() -> {
        throw new Broken("while another remote side is looked for, for a test");
      });
      broken.pair.connect(List.of(address(server)), TIMEOUT, took -> {}).get();
      Peers.end(Peers.accept(server));
      assertEquals(CloseReason.INTERNAL_ERROR, broken.ending());
      assertTrue(Peers.endsWithReset(broken.client));
      other.pair.connect(List.of(address(server)), TIMEOUT, took -> {}).get();
      try (Socket remote = Peers.accept(server)) {
        assertEchoes(other.client, remote);
      }
    }
  }

  @Test
  void aClosedRelayClosesWhatComesTooLate() throws Exception {
    Relay relay = Relay.start(ONE_LOOP, failure -> {});
    relay.close();
    eventually("the end of the loop", () -> !runs("relay-1"));
    try (RelayedClient late = new RelayedClient(relay)) {
      assertEquals(CloseReason.INTERNAL_ERROR, late.ending());
      assertEquals(-1, late.client.getInputStream().read());
    }
  }

  @Test
  void aLoopThatHasEndedIsNoneThatAnswers() throws Exception {
    Relay relay = Relay.start(ONE_LOOP, failure -> {});
    assertTrue(relay.isResponsive(TIMEOUT));
    relay.close();
    assertFalse(relay.isResponsive(TIMEOUT));
  }

  @Test
  void closingTheRelayCutsWhatIsOpen() throws Exception {
    Relay relay = Relay.start(ONE_LOOP, failure -> {});
    try (RelayedClient admitted = new RelayedClient(relay)) {
      relay.close();
      assertEquals(CloseReason.ABORTED, admitted.ending());
      assertTrue(Peers.endsWithReset(admitted.client));
    }
  }

  @Test
  void aPairThatIsIdleForTooLongIsCut() throws Exception {
    RelayConfig policy =
        new RelayConfig(
            1,
            Optional.of(Duration.ofMillis(100)),
            Duration.ofMinutes(10),
            RelayConfig.DEFAULT.keepAlive());
    try (Relay relay = Relay.start(policy, failure -> {});
        ServerSocket server = Peers.server();
        RelayedClient idle = new RelayedClient(relay);
        RelayedClient waiting = new RelayedClient(relay)) {
      idle.pair.connect(List.of(address(server)), TIMEOUT, took -> {}).get();
      assertEquals(CloseReason.IDLE_TIMEOUT, idle.ending());
      assertTrue(Peers.endsWithReset(idle.client));
      assertTrue(waiting.goesOn(), "there is no idleness without a remote side");
    }
  }

  @Test
  void aHalfClosedPairHasALimitOfItsOwn() throws Exception {
    RelayConfig policy =
        new RelayConfig(
            1, Optional.empty(), Duration.ofMillis(100), RelayConfig.DEFAULT.keepAlive());
    try (Relay relay = Relay.start(policy, failure -> {});
        ServerSocket server = Peers.server();
        RelayedClient open = new RelayedClient(relay);
        RelayedClient half = new RelayedClient(relay)) {
      open.pair.connect(List.of(address(server)), TIMEOUT, took -> {}).get();
      try (Socket remote = Peers.accept(server)) {
        half.pair.connect(List.of(address(server)), TIMEOUT, took -> {}).get();
        half.client.shutdownOutput();
        assertEquals(CloseReason.IDLE_TIMEOUT, half.ending());
        assertTrue(open.goesOn());
        assertEchoes(open.client, remote);
      }
    }
  }

  private static void assertEchoes(Socket client, Socket remote) throws Exception {
    client.getOutputStream().write(42);
    assertEquals(42, remote.getInputStream().read());
    remote.getOutputStream().write(43);
    assertEquals(43, client.getInputStream().read());
  }

  private static Throwable failure(CompletableFuture<Connected> result) {
    return assertThrows(ExecutionException.class, result::get).getCause();
  }

  private static boolean runs(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }

  private static InetSocketAddress address(ServerSocket server) {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }
}
