package io.github.fwknoptunnel.tunnel.dial;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.dial.Prober.Outcome;
import io.github.fwknoptunnel.tunnel.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The dialler on real sockets. */
@Timeout(30)
class SocketProberTest {
  private static final Dialer DIALER = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void aPortThatStartsToListenLateIsReached() throws Exception {
    InetSocketAddress address = freeAddress();
    Future<DialResult> opening = threads.submit(() -> DIALER.dial(address, () -> {}));
    try (ServerSocket late = new ServerSocket(address.getPort(), 5, address.getAddress())) {
      DialResult opened = opening.get();
      try (Socket accepted = late.accept()) {
        assertEquals(opened.channel().getLocalAddress(), accepted.getRemoteSocketAddress());
      }
      opened.channel().close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void exactlyOneConnectionReachesTheServer() throws Exception {
    try (SilentPort port = new SilentPort()) {
      Future<DialResult> opening = threads.submit(() -> DIALER.dial(port.address(), () -> {}));
      eventually("several probes", () -> TcpTable.connectingTo(port.address().getPort()) >= 4);
      port.open();
      DialResult opened = opening.get();
      assertTrue(opened.probes() > 4, () -> "probes: " + opened.probes());
      assertEquals(0, TcpTable.connectingTo(port.address().getPort()), "losers that go on");
      assertEquals(1, port.arrivals());
      opened.channel().close();
    }
  }

  @Test
  void probesThatConnectTogetherGiveOneConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, loopback())) {
      List<Outcome> outcomes = new ArrayList<>();
      try (Prober probes = new SocketProber((InetSocketAddress) server.getLocalSocketAddress())) {
        probes.start(0);
        probes.start(1);
        // The kernel has both connected by now; the first look finds both.
        outcomes.addAll(probes.await(Duration.ofSeconds(5)));
      }
      assertEquals(1, outcomes.size(), outcomes::toString);
      Outcome.Connected won = assertInstanceOf(Outcome.Connected.class, outcomes.getFirst());
      assertEquals(1, stillOpen(server, 2));
      won.channel().close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInterruptStopsItAndLeavesNothingOpen() throws Exception {
    try (SilentPort port = new SilentPort()) {
      CountDownLatch knocked = new CountDownLatch(1);
      Future<DialResult> opening =
          threads.submit(() -> DIALER.dial(port.address(), knocked::countDown));
      knocked.await();
      eventually("several probes", () -> TcpTable.connectingTo(port.address().getPort()) >= 2);
      opening.cancel(true);
      eventually("no probe", () -> TcpTable.connectingTo(port.address().getPort()) == 0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProbeThatIsDroppedStopsAtOnce() throws Exception {
    try (SilentPort port = new SilentPort();
        Prober probes = new SocketProber(port.address())) {
      probes.start(0);
      probes.start(1);
      assertEquals(2, TcpTable.connectingTo(port.address().getPort()));
      probes.cancel(0);
      assertEquals(1, TcpTable.connectingTo(port.address().getPort()));
    }
  }

  @Test
  void aRefusalIsToldApartFromSilence() throws Exception {
    try (Prober probes = new SocketProber(freeAddress())) {
      probes.start(7);
      assertEquals(List.of(new Outcome.Refused(7)), probes.await(Duration.ofSeconds(5)));
    }
  }

  @Test
  void anInterruptBeforeTheWaitIsHeard() throws Exception {
    try (SilentPort port = new SilentPort()) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> DIALER.dial(port.address(), () -> {}));
    }
  }

  /** How many of the next {@code count} connections have not been closed by their client. */
  private static int stillOpen(ServerSocket server, int count) throws Exception {
    int open = 0;
    for (int i = 0; i < count; i++) {
      try (Socket next = server.accept()) {
        next.setSoTimeout(200);
        open += isOpen(next) ? 1 : 0;
      }
    }
    return open;
  }

  private static boolean isOpen(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException reset) {
      return false;
    }
  }

  private static InetSocketAddress freeAddress() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
      return (InetSocketAddress) free.getLocalSocketAddress();
    }
  }

  private static InetAddress loopback() throws Exception {
    return InetAddress.getByName("127.0.0.1");
  }
}
