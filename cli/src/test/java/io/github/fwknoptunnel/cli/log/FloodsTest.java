package io.github.fwknoptunnel.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.Rejection;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client can cause as often as it likes does not fill the log. */
@Timeout(180)
class FloodsTest {
  private static final int EVENTS = 1000;
  private static final int TIMEOUT_SECONDS = 30;

  private final BlockingQueue<LogLine> summaries = new LinkedBlockingQueue<>();
  private final Floods floods = new Floods(summaries::add);

  private static TunnelEvent refused(int number) {
    return new TunnelEvent.ClientRejected(
        number, new InetSocketAddress("127.0.0.1", 40_000), new Rejection.NotLocal());
  }

  private long passed(int first, int count) {
    return Stream.iterate(first, n -> n + 1)
        .limit(count)
        .filter(number -> floods.passes(refused(number)))
        .count();
  }

  /** On a slow machine the events may take more than a second, and have two summaries then. */
  @Test
  void everyEventIsShownOrCounted() throws Exception {
    long start = System.nanoTime();
    long shown = passed(0, EVENTS);
    long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertTrue(shown >= Flood.MAX_PER_SECOND, () -> shown + " lines");
    assertTrue(shown <= seconds * Flood.MAX_PER_SECOND, () -> shown + " lines");
    long counted = 0;
    List<LogLine> lines = new ArrayList<>();
    while (shown + counted < EVENTS) {
      LogLine line = summaries.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      assertTrue(line != null, () -> "shown: " + shown + ", summaries: " + lines);
      lines.add(line);
      counted += (long) line.fields().getLast().value();
      assertEquals(LogEvent.SUPPRESSED, line.event());
      assertTrue(line.text().endsWith(" more clients refused within a second"), line.text());
    }
    assertEquals(EVENTS, shown + counted);
  }

  @Test
  void oneKindDoesNotHideAnother() {
    passed(0, EVENTS);
    assertTrue(floods.passes(new TunnelEvent.AcceptBackoff(new IOException(), Duration.ZERO)));
    assertTrue(floods.passes(new TunnelEvent.Listening(new InetSocketAddress("127.0.0.1", 1))));
  }

  @Test
  void afterAQuietSecondLinesAreShownAgain() throws Exception {
    passed(0, EVENTS);
    // The last summary of a flood comes when its second is over.
    assertTrue(summaries.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS) != null);
    assertTrue(floods.passes(refused(1)));
  }
}
