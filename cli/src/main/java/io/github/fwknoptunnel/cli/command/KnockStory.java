package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.OpeningListener;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What {@code knock} says about its packets.
 *
 * @param lines takes them
 * @param wish what they ask for
 * @param count of packets so far
 */
record KnockStory(Consumer<String> lines, String wish, AtomicInteger count)
    implements OpeningListener {

  KnockStory(Consumer<String> lines, String wish) {
    this(lines, wish, new AtomicInteger());
  }

  void sent(KnockReceipt.PacketSent sent) {
    lines.accept("sent %d bytes to %s, asking %s".formatted(sent.bytes(), sent.to(), wish));
  }

  @Override
  public void knocked(KnockTarget target, KnockReceipt receipt) {
    if (receipt instanceof KnockReceipt.PacketSent packet) {
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
  public void opened(KnockTarget target, Opened opened) {
    lines.accept(
        "%s is open after %s: %s, %s"
            .formatted(
                AddressWords.of(opened.target()),
                OpenWords.time(opened.took()),
                OpenWords.count(opened.knocks(), "knock"),
                OpenWords.count(opened.probes(), "probe")));
  }
}
