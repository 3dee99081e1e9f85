package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a tunnel is doing now, for a person who asks. Thread-safe. */
public final class StatusTable implements TunnelListener {
  /** More lines than this nobody reads. */
  private static final int MAX_LINES = 50;

  private final String tunnel;
  private final InstantSource clock;
  private final Map<Long, Row> open = new ConcurrentHashMap<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder knocks = new LongAdder();
  private final LongAdder notOpened = new LongAdder();

  private record Row(SocketAddress client, Instant since, boolean connected) {}

  /**
   * A table for one tunnel.
   *
   * @param tunnel its name
   */
  public StatusTable(String tunnel, InstantSource clock) {
    this.tunnel = tunnel;
    this.clock = clock;
  }

  @Override
  public void onEvent(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.Accepted in -> {
        accepted.increment();
        open.put(in.connection(), new Row(in.client(), clock.instant(), false));
      }
      case TunnelEvent.KnockSent knock when knock.result() instanceof KnockResult.PacketShared -> {
        // Counted where the packet was sent.
      }
      case TunnelEvent.KnockSent ignored -> knocks.increment();
      case TunnelEvent.ConnectFailed ignored -> notOpened.increment();
      case TunnelEvent.Connected way ->
          open.computeIfPresent(
              way.connection(), (number, row) -> new Row(row.client(), row.since(), true));
      case TunnelEvent.Closed over -> open.remove(over.connection());
      default -> {
        // Nothing that lasts.
      }
    }
  }

  /** The table, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d open, %d accepted, %d not opened, %d knocks"
            .formatted(tunnel, open.size(), accepted.sum(), notOpened.sum(), knocks.sum()));
    Map<Long, Row> inOrder = new TreeMap<>(open);
    inOrder.entrySet().stream()
        .limit(MAX_LINES)
        .forEach(one -> lines.add(line(one.getKey(), one.getValue())));
    if (inOrder.size() > MAX_LINES) {
      lines.add("and %d more".formatted(inOrder.size() - MAX_LINES));
    }
    return lines;
  }

  private String line(long number, Row row) {
    Duration age = Duration.between(row.since(), clock.instant());
    return "#%d from %s, %s for %d s"
        .formatted(
            number,
            AddressFormatter.of(row.client()),
            row.connected() ? "open" : "waiting",
            age.toSeconds());
  }
}
