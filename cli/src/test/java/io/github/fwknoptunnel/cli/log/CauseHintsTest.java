package io.github.fwknoptunnel.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.terminal.Ansi;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CauseHintsTest {
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final InstantSource clock = () -> now;
  private final CauseHints causes = new CauseHints(clock);

  private static TunnelEvent silent(String host, int knocks) {
    InetSocketAddress target = InetSocketAddress.createUnresolved(host, 22);
    ConnectFailure.DialStats seen =
        new ConnectFailure.DialStats(target, knocks, 9, Duration.ofSeconds(10));
    return new TunnelEvent.ConnectFailed(7, new ConnectFailure.TimedOut(seen));
  }

  private boolean tells(TunnelEvent event) {
    return causes.of(event, Set.of()).isPresent();
  }

  @Test
  void causesAreToldOnceAMinute() {
    assertTrue(tells(silent("h", 3)));
    assertFalse(tells(silent("h", 3)));
    now = now.plusSeconds(59);
    assertFalse(tells(silent("h", 3)));
    now = now.plusSeconds(1);
    assertTrue(tells(silent("h", 3)));
    now = now.plusSeconds(59);
    assertFalse(tells(silent("h", 3)), "the minute begins with what was told last");
  }

  @Test
  void eachTargetHasItsOwnMinute() {
    assertTrue(tells(silent("a", 1)));
    assertTrue(tells(silent("b", 1)));
    assertFalse(tells(silent("a", 1)));
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepItSilent() {
    assertTrue(tells(silent("h", 1)));
    now = now.minus(Duration.ofDays(1));
    assertTrue(tells(silent("h", 1)));
  }

  @Test
  void whatHasOneCauseNeedsNoList() {
    assertFalse(tells(silent("h", 0)), "nobody knocked");
    assertFalse(tells(new TunnelEvent.ConnectFailed(7, new ConnectFailure.NameNotResolved("h"))));
    assertFalse(tells(new TunnelEvent.AccessExpired(7)));
  }

  @Test
  void onATerminalTheLogHasALineForEachCause() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    EventLog log =
        new EventLog(stream, EventLog.Format.TEXT, false, "to test").in(Ansi.PLAIN, true);
    log.onEvent(silent("h", 3));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(1).endsWith(" warn #7 possible causes, most likely first:"), lines.get(1));
    assertTrue(
        lines.get(2).startsWith("  1. the encryption key or HMAC key on the server is different: "),
        lines.get(2));
    assertEquals(9, lines.size());
  }

  @Test
  void theLogSaysWhatWasSeenEachTimeAndTheCausesOnce() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    EventLog log = new EventLog(stream, EventLog.Format.TEXT, false, "to test");
    log.onEvent(silent("h", 3));
    log.onEvent(silent("h", 3));
    List<String> lines =
        bytes
            .toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("\\S+ ", ""))
            .toList();
    String seen = "warn #7 h:22 gave no answer in 10 s after 3 knocks";
    String likely =
        "warn #7 possible causes, most likely first: the encryption key or HMAC key on the server is different; a clock more than 2 minutes off; the server sees the packet and the connection from different addresses (-a names the address to allow); the port is not in OPEN_PORTS; fwknopd captures UDP port 62201 only, or nothing without ENABLE_NFQ_CAPTURE Y (Ubuntu 24.04); the packet is still queued (NFQUEUE), or the server opened only the first port; the packet was lost, or fwknopd is not running";
    assertEquals(List.of(seen, likely, seen), lines);
  }
}
