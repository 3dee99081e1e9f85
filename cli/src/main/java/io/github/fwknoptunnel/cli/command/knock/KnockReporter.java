package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.tunnel.access.KnockListener;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What {@code knock} says about its packets.
 *
 * @param lines takes them
 * @param wish what they ask for
 * @param count of packets so far
 */
record KnockReporter(Consumer<String> lines, String wish, AtomicInteger count)
    implements KnockListener {

  KnockReporter(Consumer<String> lines, String wish) {
    this(lines, wish, new AtomicInteger());
  }

  void sent(KnockResult.PacketSent sent) {
    lines.accept("sent %d bytes to %s, asking %s".formatted(sent.bytes(), sent.to(), wish));
  }

  @Override
  public void knocked(KnockTarget target, KnockResult receipt) {
    if (receipt instanceof KnockResult.PacketSent packet) {
      int number = count.incrementAndGet();
      if (number == 1) {
        sent(packet);
      } else {
        lines.accept(
            "sent %d bytes to %s again, packet %d".formatted(packet.bytes(), packet.to(), number));
      }
    }
  }

  @Override
  public void opened(KnockTarget target, DialResult opened) {
    lines.accept(
        "%s is open after %s: %s, %s"
            .formatted(
                AddressFormatter.of(opened.target()),
                ConnectFailureMessages.time(opened.took()),
                ConnectFailureMessages.count(opened.knocks(), "knock"),
                ConnectFailureMessages.count(opened.probes(), "probe")));
  }
}
