package io.github.fwknoptunnel.cli.service;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at a socket like systemd's. */
@Timeout(180)
class SystemdNotifierTest {
  @TempDir Path directory;
  private NotifyReceiver receiver;
  private String name;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    name = directory.resolve("notify").toString();
    receiver = NotifyReceiver.at(name);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void tellsEachState() throws Exception {
    SystemdNotifier manager = SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name), warnings::add);
    manager.ready("listening\non 6000");
    assertEquals("READY=1 STATUS=listening on 6000", receiver.next());
    manager.status("two open");
    assertEquals("STATUS=two open", receiver.next());
    manager.reloading();
    assertTrue(receiver.next().matches("RELOADING=1 MONOTONIC_USEC=[0-9]+"));
    manager.stopping();
    assertEquals("STOPPING=1", receiver.next());
  }

  @Test
  void knowsTheAbstractNamespace() throws Exception {
    stop();
    String address = "@fwknop-tunnel-test-" + ProcessHandle.current().pid();
    receiver = NotifyReceiver.at(address);
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", address), warnings::add).stopping();
    assertEquals("STOPPING=1", receiver.next());
  }

  @Test
  void feedsTheWatchdogAsLongAsAllIsWell() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "20000"), warnings::add)
        .watch(timeout -> asked.incrementAndGet() <= 3);
    for (int i = 0; i < 3; i++) {
      assertEquals("WATCHDOG=1", receiver.next());
    }
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name), warnings::add).stopping();
    assertEquals("STOPPING=1", receiver.next());
  }

  @Test
  void aRelayThatIsBlockedLeavesTheWatchdogHungryUntilItGoesOn() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger good = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    SystemdNotifier manager =
        SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "200000"), warnings::add);
    try (Tunnel tunnel = Tunnel.open(nowhere(), event -> blockAtTheEnd(event, goOn))) {
      manager.watch(timeout -> {
        boolean well = tunnel.isResponsive(timeout);
        (well ? good : bad).incrementAndGet();
        return well;
      });
      assertEquals("WATCHDOG=1", receiver.next());
      Peers.reset(Peers.connect(tunnel.address()));
      eventually("a question that nobody answers", () -> bad.get() >= 2);
      manager.status("blocked");
      int fed = 1;
      while (receiver.next().equals("WATCHDOG=1")) {
        fed++;
      }
      assertEquals(good.get(), fed);
      goOn.countDown();
      assertEquals("WATCHDOG=1", receiver.next());
    } finally {
      goOn.countDown();
    }
  }

  /** Each connection comes to nothing. */
  private static TunnelConfig nowhere() throws IOException {
    return TunnelConfig.builder("127.0.0.1", ReservedPort.next().getPort()).build();
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
  void anothersWatchdogIsNotFed() throws Exception {
    Map<String, String> others =
        Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1");
    SystemdNotifier manager = SystemdNotifier.of(others, warnings::add);
    manager.watch(timeout -> true);
    manager.stopping();
    assertEquals("STOPPING=1", receiver.next());
  }

  @Test
  void saysNothingWithoutAManager() throws Exception {
    SystemdNotifier.of(Map.of(), warnings::add).ready("alone");
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", "relative"), warnings::add).ready("misled");
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString()), warnings::add)
        .ready("gone");
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name), warnings::add).stopping();
    assertEquals("STOPPING=1", receiver.next());
    assertEquals(
        List.of("NOTIFY_SOCKET: invalid value 'relative' (expected /PATH or @NAME)"), warnings);
  }

  @Test
  void anEmptyVariableIsAsUnset() {
    SystemdNotifier.of(Map.of("NOTIFY_SOCKET", ""), warnings::add).ready("alone");
    assertEquals(List.of(), warnings);
  }

  @Test
  void aReceiverThatHangsHoldsNothingUp() throws Exception {
    int queue =
        Integer.parseInt(Files.readString(Path.of("/proc/sys/net/unix/max_dgram_qlen")).strip());
    receiver.pause();
    SystemdNotifier manager = SystemdNotifier.of(Map.of("NOTIFY_SOCKET", name), warnings::add);
    for (int i = 0; i < queue + 20; i++) {
      manager.status("waiting");
    }
    receiver.resume();
  }
}
