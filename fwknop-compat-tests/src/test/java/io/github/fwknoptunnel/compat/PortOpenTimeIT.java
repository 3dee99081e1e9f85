package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fwknoptunnel.tunnel.dial.ProbeSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How soon after the firewall opens the client's first byte is back. Twenty closed ports, one
 * tunnel each, on each kind of server. The times are printed, not judged: machines differ. Judged
 * on Debian 12 is that no probe was wasted.
 */
@RequiresEngine
@Tag("measures")
@ParameterizedClass(name = "{0}")
@EnumSource
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PortOpenTimeIT {
  private static final int FIRST = 7001;
  private static final int LAST = 7020;

  /**
   * The firewall writes a rule's time only after iptables has returned, a little after the rule is
   * in force.
   */
  private static final long LOG_DELAY_MILLIS = 25;

  @Parameter ServerKind kind;
  @TempDir Path directory;

  /** One run; times in milliseconds since 1970. */
  private record Run(long knocked, long opened, long probe, int probes, long firstByte) {
    long afterOpening() {
      return firstByte - opened;
    }

    /** When the winning probe was due: what the machine added to that is not the schedule's. */
    private int winner() {
      int number = 0;
      // A probe that the machine began late may look like the next; there were no more than these.
      while (number + 1 < probes && at(number + 1) <= probe - knocked) {
        number++;
      }
      return number;
    }

    boolean wastedNoProbe() {
      int winner = winner();
      long step = winner == 0 ? 0 : at(winner) - at(winner - 1);
      return knocked + at(winner) <= opened + step && probe >= opened - LOG_DELAY_MILLIS - step;
    }

    private static long at(int number) {
      return ProbeSchedule.UNLEARNED.delayOf(1, number).toMillis();
    }
  }

  @Test
  void theFirstProbeAfterTheOpeningGetsThrough() throws Exception {
    Stanza all = Stanza.of(FIRST);
    String ports =
        IntStream.rangeClosed(FIRST, LAST)
            .mapToObj(p -> "tcp/" + p)
            .collect(Collectors.joining(","));
    List<Run> runs = new ArrayList<>();
    try (FirewallContainer firewall =
        FirewallContainer.start(kind, all.access().replace("tcp/" + FIRST, ports))) {
      for (int port = FIRST; port <= LAST; port++) {
        runs.add(run(firewall, all.keyFile(directory), port));
      }
    }
    print(kind, runs);
    // Only there is the time of a rule exact enough: the others open late, or log late.
    if (kind == ServerKind.DEBIAN_12_PCAP) {
      for (Run run : runs) {
        assertTrue(run.wastedNoProbe(), run::toString);
      }
    }
  }

  private Run run(FirewallContainer firewall, Path keys, int port) throws Exception {
    try (TunnelProcess tunnel =
        TunnelProcess.start(
            "-remote-host", firewall.address(), "-remote-port", port, "--key-file", keys)) {
      assertTrue(Knocks.echoes("127.0.0.1", tunnel.port()), tunnel::log);
      long firstByte = System.currentTimeMillis();
      // The log is read by a thread of its own, which may be later than the byte.
      Knocks.await("the opening in the log", () -> tunnel.first("port_opened").isPresent());
      JsonNode opened = tunnel.first("port_opened").orElseThrow();
      assertEquals(1, firewall.accepts(port), "connections that the server saw");
      long rule = firewall.openings(port).getFirst();
      return new Run(
          opened.path("knocked_ms").asLong(),
          rule,
          opened.path("probe_started_ms").asLong(),
          opened.path("probes").asInt(),
          firstByte);
    }
  }

  private static void print(ServerKind kind, List<Run> runs) {
    System.out.println(kind + ", " + runs.size() + " openings (ms): median, p90, max");
    print("opening after the knock", runs, run -> run.opened() - run.knocked());
    print("winning probe after the opening", runs, run -> run.probe() - run.opened());
    print("first byte after the opening", runs, Run::afterOpening);
  }

  private static void print(String what, List<Run> runs, ToLongFunction<Run> time) {
    long[] sorted = runs.stream().mapToLong(time).sorted().toArray();
    int last = sorted.length - 1;
    System.out.printf(
        "  %-32s %5d %5d %5d%n", what, sorted[last / 2], sorted[last * 9 / 10], sorted[last]);
  }
}
