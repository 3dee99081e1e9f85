package io.github.fwknoptunnel.cli.service;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.relay.RelayPolicy;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at a socket like systemd's; a Perl that every Debian has listens at it. */
@Timeout(20)
class ServiceManagerTest {
  private static final String RECEIVER =
      """
      use Socket; $| = 1;
      socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die;
      $ARGV[0] =~ s/^@/\\0/;
      bind($s, pack_sockaddr_un($ARGV[0])) or die;
      print "bound\\n";
      while (defined recv($s, my $m, 4096, 0)) { $m =~ s/\\n/ /g; print "$m\\n"; }
      """;

  @TempDir Path directory;
  private Process receiver;
  private BufferedReader received;
  private String name;

  @BeforeEach
  void listen() throws IOException {
    name = directory.resolve("notify").toString();
    start(name);
  }

  private void start(String address) throws IOException {
    receiver =
        new ProcessBuilder("perl", "-e", RECEIVER, address).redirectErrorStream(true).start();
    received = receiver.inputReader();
    assertEquals("bound", received.readLine());
  }

  @AfterEach
  void stop() {
    receiver.destroy();
  }

  @Test
  void tellsEachState() throws IOException {
    ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", name));
    manager.ready("listening\non 6000");
    assertEquals("READY=1 STATUS=listening on 6000", received.readLine());
    manager.status("two open");
    assertEquals("STATUS=two open", received.readLine());
    manager.reloading();
    assertTrue(received.readLine().matches("RELOADING=1 MONOTONIC_USEC=[0-9]+"));
    manager.stopping();
    assertEquals("STOPPING=1", received.readLine());
  }

  @Test
  void knowsTheAbstractNamespace() throws IOException {
    stop();
    String address = "@fwknop-tunnel-test-" + ProcessHandle.current().pid();
    start(address);
    ServiceManager.of(Map.of("NOTIFY_SOCKET", address)).stopping();
    assertEquals("STOPPING=1", received.readLine());
  }

  @Test
  void feedsTheWatchdogAsLongAsAllIsWell() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    ServiceManager.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "20000"))
        .watch(patience -> asked.incrementAndGet() <= 3);
    for (int i = 0; i < 3; i++) {
      assertEquals("WATCHDOG=1", received.readLine());
    }
    ServiceManager.of(Map.of("NOTIFY_SOCKET", name)).stopping();
    assertEquals("STOPPING=1", received.readLine());
  }

  @Test
  void aRelayThatIsBlockedLeavesTheWatchdogHungryUntilItGoesOn() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger good = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    ServiceManager manager =
        ServiceManager.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "200000"));
    try (Tunnel tunnel = Tunnel.open(nowhere(), event -> blockAtTheEnd(event, goOn))) {
      manager.watch(patience -> {
        boolean well = tunnel.isResponsive(patience);
        (well ? good : bad).incrementAndGet();
        return well;
      });
      assertEquals("WATCHDOG=1", received.readLine());
      Peers.reset(Peers.connect(tunnel.address()));
      eventually("a question that nobody answers", () -> bad.get() >= 2);
      manager.status("blocked");
      int fed = 1;
      while (received.readLine().equals("WATCHDOG=1")) {
        fed++;
      }
      assertEquals(good.get(), fed);
      goOn.countDown();
      assertEquals("WATCHDOG=1", received.readLine());
    } finally {
      goOn.countDown();
    }
  }

  /** Each connection comes to nothing. */
  private static TunnelConfig nowhere() throws IOException {
    return new TunnelConfig(
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
        new TunnelConfig.Target("127.0.0.1", Peers.nobody().getPort()),
        TunnelConfig.Mode.MULTI,
        Duration.ofSeconds(10),
        Optional.empty(),
        RelayPolicy.DEFAULT);
  }

  private static void blockAtTheEnd(TunnelEvent event, CountDownLatch goOn) {
    if (event instanceof TunnelEvent.Closed) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void anothersWatchdogIsNotFed() throws IOException {
    Map<String, String> others =
        Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1");
    ServiceManager manager = ServiceManager.of(others);
    manager.watch(patience -> true);
    manager.stopping();
    assertEquals("STOPPING=1", received.readLine());
  }

  @Test
  void saysNothingWithoutAManager() throws IOException {
    ServiceManager.of(Map.of()).ready("alone");
    ServiceManager.of(Map.of("NOTIFY_SOCKET", "relative")).ready("misled");
    ServiceManager.of(Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString())).ready("gone");
    ServiceManager.of(Map.of("NOTIFY_SOCKET", name)).stopping();
    assertEquals("STOPPING=1", received.readLine());
  }

  @Test
  void onlyOneSocketCanBeTaken() throws IOException {
    String us = Long.toString(ProcessHandle.current().pid());
    assertTrue(InheritedSocket.take(Map.of()).isEmpty());
    assertTrue(InheritedSocket.take(Map.of("LISTEN_FDS", "1", "LISTEN_PID", "1")).isEmpty());
    assertThrows(
        IOException.class, () -> InheritedSocket.take(Map.of("LISTEN_FDS", "2", "LISTEN_PID", us)));
  }
}
