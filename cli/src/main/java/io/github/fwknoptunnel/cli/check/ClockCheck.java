package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far the time in a packet is from that of others.
 *
 * @param sources queried at once; the first that answers counts
 * @param offset what the settings add to this machine's time
 */
public record ClockCheck(List<ClockSource> sources, Duration offset) {
  /** Half of what servers allow by default (MAX_SPA_PACKET_AGE), since clocks drift on. */
  private static final Duration MAX_OFFSET = Duration.ofSeconds(60);

  /** A second more than the sources are given themselves. */
  private static final Duration LIMIT = ClockSource.LIMIT.plusSeconds(1);

  public Finding run() throws InterruptedException {
    List<TimedTask<Duration>> queries =
        sources.stream().map(source -> TimedTask.start(LIMIT, source::ahead)).toList();
    for (int i = 0; i < queries.size(); i++) {
      Optional<Duration> ahead = queries.get(i).result();
      if (ahead.isPresent()) {
        return evaluate(sources.get(i), offset.minus(ahead.get()));
      }
    }
    return offset.abs().compareTo(MAX_OFFSET) > 0
        ? Finding.fail(
            Topic.CLOCK,
            "packet timestamps are "
                + words(offset)
                + " this machine's clock; no reference clock was reachable",
            "use this offset only if the server's clock is off by the same amount")
        : Finding.info(
            Topic.CLOCK, "no reference clock was reachable; --ntp and --time-url name one");
  }

  /** Positive if packets are ahead of the source. */
  private static Finding evaluate(ClockSource source, Duration packets) {
    String text = "packet timestamps are " + words(packets) + " the clock of " + source;
    if (packets.abs().compareTo(MAX_OFFSET) <= 0) {
      return Finding.ok(Topic.CLOCK, text);
    }
    String option = packets.isNegative() ? "--time-offset-plus" : "--time-offset-minus";
    return Finding.fail(Topic.CLOCK, text, "correct the wrong clock or use " + option);
  }

  private static String words(Duration ahead) {
    // The fraction of a second is no more than noise here.
    Duration whole = Duration.ofSeconds(Math.round(ahead.toMillis() / 1000.0));
    return ConnectFailureMessages.time(whole.abs()).replace("0 ms", "0 s")
        + (whole.isNegative() ? " behind" : " ahead of");
  }
}
