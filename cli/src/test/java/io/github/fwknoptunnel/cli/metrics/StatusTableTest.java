package io.github.fwknoptunnel.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTableTest {
  private Instant now = Instant.EPOCH;
  private final StatusTable table = new StatusTable("home", () -> now);

  private void accept(long number) {
    InetSocketAddress client = InetSocketAddress.createUnresolved("client", 40000);
    table.onEvent(new TunnelEvent.Accepted(number, client));
  }

  @Test
  void showsWhoWaitsAndWhoIsThrough() {
    accept(1);
    now = now.plusSeconds(5);
    accept(2);
    table.onEvent(new TunnelEvent.Connected(1, Duration.ofSeconds(5)));
    assertEquals(
        List.of(
            "home: 2 open, 2 accepted, 0 not opened, 0 knocks",
            "#1 from client:40000, open for 5 s",
            "#2 from client:40000, waiting for 0 s"),
        table.lines());
    ByteCounts none = new ByteCounts(0, 0);
    table.onEvent(
        new TunnelEvent.Closed(
            1, CloseReason.ABORTED, none, Duration.ofSeconds(5), Optional.empty()));
    assertEquals(2, table.lines().size());
  }

  @Test
  void staysReadableWithThousands() {
    for (int i = 1; i <= 5000; i++) {
      accept(i);
    }
    assertEquals(52, table.lines().size());
    assertEquals("and 4950 more", table.lines().getLast());
  }
}
