package io.github.fwknoptunnel.tunnel.dial;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.dial.Prober.Outcome;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
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
@Timeout(180)
class SocketProberTest {
  private static final Dialer DIALER = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void aPortThatStartsToListenLateIsReached() throws Exception {
    InetSocketAddress address = ReservedPort.next();
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
  @EnabledOnOs(OS.LINUX)
  void probesThatConnectTogetherGiveOneConnection() throws Exception {
    try (SilentPort port = new SilentPort();
        Prober probes = new SocketProber(port.address())) {
      probes.start(0);
      probes.start(1);
      port.open();
      // The kernel repeats both; the first look finds both connected.
      try (Socket first = port.accept();
          Socket second = port.accept()) {
        Outcome.Connected won = onlyOutcome(probes);
        assertEquals(1, List.of(first, second).stream().filter(s -> isOpen(s)).count());
        won.channel().close();
      }
    }
  }

  /** As on a machine whose processor was busy elsewhere when the port opened. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void noProbeStartsOnceAnotherHasConnected() throws Exception {
    try (SilentPort port = new SilentPort();
        Prober probes = new SocketProber(port.address())) {
      port.open();
      probes.start(0);
      try (Socket first = port.accept()) {
        probes.start(1);
        assertEquals(0, port.arrivals());
        Outcome.Connected won = onlyOutcome(probes);
        assertEquals(0, won.probe());
        assertTrue(isOpen(first));
        won.channel().close();
      }
    }
  }

  private static Outcome.Connected onlyOutcome(Prober probes) throws Exception {
    List<Outcome> outcomes = probes.await(Duration.ofSeconds(5));
    assertEquals(1, outcomes.size(), outcomes::toString);
    return assertInstanceOf(Outcome.Connected.class, outcomes.getFirst());
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
    try (Prober probes = new SocketProber(ReservedPort.next())) {
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

  /** Whether the client has not closed it. */
  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(200);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException reset) {
      return false;
    }
  }
}
