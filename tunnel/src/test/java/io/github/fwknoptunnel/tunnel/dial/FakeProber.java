package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A network with a clock of its own, which moves only while somebody waits. An attempt meets the
 * port half a round trip after it began, and its answer comes back another half later. What was
 * dropped is sent again after one second and after three, as TCP does.
 */
final class FakeProber implements Prober {
  /** What the port does to an attempt that reaches it. */
  enum Reaction {
    DROP,
    REFUSE,
    CONNECT,
    NO_ROUTE,
    /** The kernel sends few SYNs and gives up. */
    GIVE_UP
  }

  /** The port, by time since the dialler began. */
  interface Firewall {
    Reaction meets(Duration at);
  }

  private static final int[] REPEATED_AFTER = {0, 1, 3};

  static final IOException NO_ROUTE = new IOException("no route");

  final List<Duration> starts = new ArrayList<>();
  final List<Duration> dropsAfter = new ArrayList<>();

  /** By how much the clock moves each time that somebody looks at it. */
  Duration tick = Duration.ZERO;

  int attempts;
  int mostInFlight;
  boolean closed;

  private final Firewall firewall;
  private final Duration roundTrip;
  private final int sockets;
  private final Map<Integer, Duration> running = new HashMap<>();
  private final Map<Integer, Duration> ends = new HashMap<>();
  private final NavigableMap<Duration, List<Outcome>> answers = new TreeMap<>();
  private Duration now = Duration.ZERO;

  FakeProber(Firewall firewall, Duration roundTrip) {
    this(firewall, roundTrip, Integer.MAX_VALUE);
  }

  /** A process that has only so many sockets. */
  FakeProber(Firewall firewall, Duration roundTrip, int sockets) {
    this.firewall = firewall;
    this.roundTrip = roundTrip;
    this.sockets = sockets;
  }

  @Override
  public Duration now() {
    now = now.plus(tick);
    return now;
  }

  @Override
  public void start(int probe) throws IOException {
    attempts++;
    if (starts.size() >= sockets) {
      throw new IOException("Too many open files");
    }
    starts.add(now);
    running.put(probe, now);
    mostInFlight = Math.max(mostInFlight, running.size());
    for (int second : REPEATED_AFTER) {
      Duration sent = now.plusSeconds(second);
      Reaction reaction = firewall.meets(sent.plus(roundTrip.dividedBy(2)));
      if (reaction != Reaction.DROP) {
        answers
            .computeIfAbsent(sent.plus(roundTrip), at -> new ArrayList<>())
            .add(of(reaction, probe));
        return;
      }
    }
  }

  private static Outcome of(Reaction reaction, int probe) throws IOException {
    return switch (reaction) {
      case CONNECT -> new Outcome.Connected(probe, SocketChannel.open());
      case REFUSE -> new Outcome.Refused(probe);
      case NO_ROUTE -> new Outcome.Unreachable(probe, NO_ROUTE);
      case GIVE_UP -> new Outcome.Silent(probe);
      case DROP -> throw new IllegalArgumentException("no outcome");
    };
  }

  /** When an attempt was sent or repeated until it was given up. */
  List<Duration> packets() {
    List<Duration> packets = new ArrayList<>();
    for (int probe = 0; probe < starts.size(); probe++) {
      for (int second : REPEATED_AFTER) {
        Duration at = starts.get(probe).plusSeconds(second);
        if (at.compareTo(ends.getOrDefault(probe, now)) < 0) {
          packets.add(at);
        }
      }
    }
    return packets;
  }

  @Override
  public void cancel(int probe) {
    ends.put(probe, now);
    dropsAfter.add(now.minus(running.remove(probe)));
    answers.values().forEach(same -> same.removeIf(outcome -> outcome.probe() == probe));
  }

  @Override
  public List<Outcome> await(Duration atMost) {
    Duration end = now.plus(atMost);
    if (answers.isEmpty() || answers.firstKey().compareTo(end) > 0) {
      now = end;
      return List.of();
    }
    var first = answers.pollFirstEntry();
    now = first.getKey().compareTo(now) > 0 ? first.getKey() : now;
    first.getValue().forEach(outcome -> running.remove(outcome.probe()));
    return first.getValue();
  }

  @Override
  public void close() {
    closed = true;
  }
}
