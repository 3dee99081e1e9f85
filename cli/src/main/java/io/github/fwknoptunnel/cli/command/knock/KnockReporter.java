package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.config.tunnel.EarlyConnect;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What {@code knock} says about its packets. */
final class KnockReporter implements TunnelListener {
  private final Consumer<String> lines;
  private final String wish;
  private final PacketTrace trace;
  private final Optional<EarlyConnect> early;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<String> servers = ConcurrentHashMap.newKeySet();

  /**
   * A reporter.
   *
   * @param lines takes what it says
   * @param wish the request of the packets
   * @param trace has their fields
   * @param early knows whether the port was open before, if that is looked at
   */
  KnockReporter(
      Consumer<String> lines, String wish, PacketTrace trace, Optional<EarlyConnect> early) {
    this.lines = lines;
    this.wish = wish;
    this.trace = trace;
    this.early = early;
  }

  void sent(KnockResult.PacketSent sent) {
    // The first format of a number takes 5 ms of a short run.
    lines.accept("sent " + sent.bytes() + " bytes to " + sent.to() + ", asking " + wish);
    trace.print(lines);
  }

  @Override
  public void onEvent(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.KnockSent(long connection, KnockResult.PacketSent packet) -> knocked(packet);
      case TunnelEvent.PortOpened opened -> opened(opened);
      default -> {}
    }
  }

  private void knocked(KnockResult.PacketSent packet) {
    int number = count.incrementAndGet();
    if (servers.add(packet.to())) {
      sent(packet);
    } else {
      lines.accept(
          "sent %d bytes to %s again, packet %d".formatted(packet.bytes(), packet.to(), number));
      trace.print(lines);
    }
  }

  private void opened(TunnelEvent.PortOpened opened) {
    lines.accept(
        "%s is open after %s: %s, %s%s"
            .formatted(
                AddressFormatter.of(opened.target()),
                ConnectFailureMessages.time(opened.took()),
                ConnectFailureMessages.count(opened.knocks(), "knock"),
                ConnectFailureMessages.count(opened.probes(), "probe"),
                early.filter(connect -> connect.foundOpen(opened)).isPresent()
                    ? "; it was open before the knock"
                    : ""));
  }
}
