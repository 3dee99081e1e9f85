package io.github.fwknoptunnel.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.log.EventLog.Format;
import io.github.fwknoptunnel.cli.terminal.Ansi;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What programs read: one JSON object a line, and the start of a line for the journal. */
@Timeout(180)
class MachineReadLogTest {
  private static final String CLIENT = "\"client\":\"127.0.0.1:40000\"";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private EventLog log(Format format) {
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new EventLog(stream, format, true, "to test");
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void everyLineOfAConnectionNamesItsClientOnce() {
    EventLog log = log(Format.JSON);
    log.onEvent(new TunnelEvent.Accepted(7, new InetSocketAddress("127.0.0.1", 40000)));
    log.onEvent(new TunnelEvent.KnockSent(7, new KnockResult.PacketSent("192.0.2.1:62201", 204)));
    log.onLine(7, "what a command printed");
    log.onEvent(new TunnelEvent.ConnectFailed(7, new ConnectFailure.NameNotResolved("h")));
    TunnelEvent closed =
        new TunnelEvent.Closed(
            7, CloseReason.ABORTED, new ByteCounts(0, 0), Duration.ZERO, Optional.empty());
    log.onEvent(closed);
    assertEquals(5, lines().size());
    for (String line : lines()) {
      assertEquals(2, line.split("\"client\"", -1).length, line);
      assertTrue(line.contains(CLIENT), line);
    }
    // It is forgotten with the connection.
    log.onEvent(closed);
    assertTrue(!lines().getLast().contains("\"client\""), lines().getLast());
  }

  @Test
  void aNoteHasItsNumbersInTheirOrder() {
    Map<LogField, Object> fields = new LinkedHashMap<>();
    fields.put(LogField.TUNNEL, "home");
    fields.put(LogField.OPEN, 2);
    fields.put(LogField.CONNECTED, true);
    log(Format.JSON).note(LogEvent.STATUS, "home: 2 open", fields);
    String end =
        "\"event\":\"status\",\"tunnel\":\"home\",\"open\":2,\"connected\":true,\"text\":\"home: 2 open\"}";
    assertTrue(lines().getFirst().endsWith(end), lines().getFirst());
  }

  @Test
  void theJournalGetsALevelAndNoTime() {
    EventLog log = log(Format.TEXT).in(Ansi.COLOUR, true).inJournal();
    log.onEvent(new TunnelEvent.Accepted(7, new InetSocketAddress("127.0.0.1", 40000)));
    log.onEvent(new TunnelEvent.ConnectFailed(7, new ConnectFailure.NameNotResolved("h\n<0>i")));
    log.note(LogEvent.DRAINING, "stopping");
    log.error(CliError.usage("wrong", "right"));
    log.of("home", "").warn(LogEvent.WARNING, "look");
    assertEquals(
        List.of(
            "<7>#7 accepted 127.0.0.1:40000",
            "<4>#7 the name h?<0>i cannot be resolved (check the name and the network)",
            "<6>stopping",
            "<3>wrong (right)",
            "<4>[home] look"),
        lines());
    assertEquals("<4>3 log lines dropped", log.dropped(3));
  }

  @Test
  void jsonIsTheSameInTheJournal() {
    log(Format.JSON).inJournal().note(LogEvent.DRAINING, "stopping");
    assertTrue(lines().getFirst().startsWith("{\"time\":\""), lines().getFirst());
  }
}
