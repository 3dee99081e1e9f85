package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forwards to one server share a packet where the server takes all their ports. On a machine that
 * is so busy that the server opens the last of them after two seconds they knock again, so nothing
 * runs beside this.
 */
@RequiresEngine
@Tag("measures")
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedPacketIT {
  private static final int FIRST = 7001;

  /** Generous: wall time on a busy machine says little. The times are printed. */
  private static final long MAX_LAG_MILLIS = 1000;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DEBIAN_12_PCAP", "DEBIAN_13_NFQUEUE"})
  void fiveForwardsThatOpenTogetherSendOnePacket(ServerKind kind) throws Exception {
    List<Integer> ports = IntStream.range(FIRST, FIRST + 5).boxed().toList();
    Stanza stanza = Stanza.of(FIRST);
    try (FirewallContainer firewall = FirewallContainer.start(kind, access(stanza, ports));
        TunnelProcess tunnel = tunnel(firewall, stanza, ports)) {
      List<Long> firstBytes = echoAtOnce(tunnel, ports);
      assertEquals(1, firewall.packets(), tunnel::log);
      List<Long> lags = new ArrayList<>();
      for (int i = 0; i < ports.size(); i++) {
        assertEquals(1, firewall.openings(ports.get(i)).size(), tunnel::log);
        assertEquals(1, firewall.accepts(ports.get(i)), "connections that the server saw");
        lags.add(firstBytes.get(i) - firewall.openings(ports.get(i)).getFirst());
      }
      System.out.println(
          "mark: five forwards, first byte after the opening: " + lags + " ms, " + kind);
      assertTrue(lags.stream().allMatch(lag -> lag < MAX_LAG_MILLIS), lags + "\n" + tunnel.log());
    }
  }

  /** {@code CMD_CYCLE_OPEN} runs for the first port of a packet only. */
  @Test
  void eachForwardKnocksByItselfWhereTheServerTakesOnePortAPacket() throws Exception {
    List<Integer> ports = List.of(FIRST, FIRST + 1);
    Stanza stanza = Stanza.of(FIRST);
    try (FirewallContainer firewall =
            FirewallContainer.start(ServerKind.NFTABLES, access(stanza, ports));
        TunnelProcess tunnel = tunnel(firewall, stanza, ports)) {
      echoAtOnce(tunnel, ports);
      assertEquals(2, firewall.packets(), tunnel::log);
      for (int port : ports) {
        assertEquals(1, firewall.openings(port).size(), tunnel::log);
      }
    }
  }

  private static String access(Stanza stanza, List<Integer> ports) {
    String list = ports.stream().map(port -> "tcp/" + port).collect(Collectors.joining(","));
    return stanza.access().replace("tcp/" + stanza.port(), list);
  }

  private TunnelProcess tunnel(FirewallContainer firewall, Stanza stanza, List<Integer> ports)
      throws Exception {
    List<Object> options = new ArrayList<>(List.of("--key-file", stanza.keyFile(directory)));
    for (int port : ports) {
      options.addAll(List.of("-L", forward(firewall, port)));
    }
    return TunnelProcess.startForwards(options);
  }

  private static String forward(FirewallContainer firewall, int port) {
    return "0:" + firewall.address() + ":" + port;
  }

  /** One client for each forward, at the same time; when each had its first byte back. */
  private static List<Long> echoAtOnce(TunnelProcess tunnel, List<Integer> ports) throws Exception {
    CyclicBarrier start = new CyclicBarrier(ports.size());
    List<Future<Long>> clients = new ArrayList<>();
    List<Long> firstBytes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int port : ports) {
        int local = localPort(tunnel, port);
        clients.add(
            threads.submit(() -> {
              start.await();
              assertTrue(Knocks.echoes("127.0.0.1", local), tunnel::log);
              return System.currentTimeMillis();
            }));
      }
      for (Future<Long> client : clients) {
        firstBytes.add(client.get());
      }
    }
    return firstBytes;
  }

  private static int localPort(TunnelProcess tunnel, int port) {
    JsonNode listening =
        tunnel.all("listening").stream()
            .filter(line -> line.path("tunnel").asText().endsWith(":" + port))
            .findFirst()
            .orElseThrow();
    String address = listening.path("address").asText();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
