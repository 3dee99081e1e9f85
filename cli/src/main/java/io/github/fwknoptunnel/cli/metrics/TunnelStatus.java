package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.messages.RequestRefusedMessages;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What a tunnel is doing now, for a person who asks. Counts events and keeps the last failures and
 * open times; sessions are read from the tunnel for each snapshot. Thread-safe.
 */
public final class TunnelStatus implements TunnelListener {
  private static final int MAX_FAILURES = 20;
  private static final int MAX_OPENINGS = 200;

  private final String name;
  private final Set<LikelyCause> suspected;
  private final InstantSource clock;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder knocks = new LongAdder();
  private final LongAdder connectFailures = new LongAdder();
  private final Deque<Snapshot.Failure> failures = new ArrayDeque<>();
  private final Deque<Duration> openings = new ArrayDeque<>();
  private volatile Supplier<List<Tunnel.Session>> sessions = List::of;
  private volatile Place place = new Place("", List.of());

  /**
   * Both ends of the tunnel.
   *
   * @param listening an address, or the path of a socket
   * @param targets one, or the rules of a proxy
   */
  public record Place(String listening, List<String> targets) {}

  /**
   * What a tunnel was doing at a moment.
   *
   * @param failures the last ones, the newest first
   * @param openings how long ports took to open after a knock, the newest last
   */
  public record Snapshot(
      String name,
      Place place,
      Totals totals,
      List<Tunnel.Session> sessions,
      List<Failure> failures,
      List<Duration> openings) {

    /** Since the start. */
    public record Totals(long accepted, long failed, long knocks) {}

    /**
     * A client that was not connected.
     *
     * @param reason as in metrics and logs
     */
    public record Failure(
        Instant time, long connection, String reason, String error, Optional<String> hint) {}
  }

  /**
   * The status of one tunnel.
   *
   * @param suspected what its settings may be the cause of, should a port stay closed
   */
  public TunnelStatus(String name, Set<LikelyCause> suspected, InstantSource clock) {
    this.name = name;
    this.suspected = suspected;
    this.clock = clock;
  }

  public String name() {
    return name;
  }

  /** Where the sessions are read. */
  public void sessionsOf(Supplier<List<Tunnel.Session>> source) {
    sessions = source;
  }

  /** Where the tunnel listens and leads, from now on. */
  public void at(Place where) {
    place = where;
  }

  /** The sessions go on; no client can connect. */
  public void stoppedListening() {
    place = new Place("no longer listening", place.targets());
  }

  @Override
  public void onEvent(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.Accepted ignored -> accepted.increment();
      case TunnelEvent.KnockSent knock when knock.result() instanceof KnockResult.PacketShared -> {
        // Counted where the packet was sent.
      }
      case TunnelEvent.KnockSent ignored -> knocks.increment();
      case TunnelEvent.PortOpened opened -> add(openings, opened.took(), MAX_OPENINGS);
      case TunnelEvent.ConnectFailed failed -> {
        connectFailures.increment();
        CliError problem = ConnectFailureMessages.of(withoutArguments(failed.failure()), suspected);
        add(failed.connection(), failed.failure().code(), problem);
      }
      case TunnelEvent.RequestRejected refused -> {
        String target = refused.target().map(named -> named + ": ").orElse("");
        String why = target + RequestRefusedMessages.of(refused.reason());
        add(refused.connection(), refused.reason().code(), why, Optional.empty());
      }
      default -> {
        // Nothing that lasts.
      }
    }
  }

  /** A command line may hold a secret; the log is for its owner, this is for more. */
  private static ConnectFailure withoutArguments(ConnectFailure failure) {
    return switch (failure) {
      case ConnectFailure.CommandFailed f ->
          new ConnectFailure.CommandFailed(program(f.command()), f.status());
      case ConnectFailure.CommandNotStarted f ->
          new ConnectFailure.CommandNotStarted(program(f.command()), f.reason());
      case ConnectFailure.CommandTimedOut f ->
          new ConnectFailure.CommandTimedOut(program(f.command()), f.limit());
      default -> failure;
    };
  }

  private static String program(String command) {
    return command.strip().split("\\s", 2)[0];
  }

  private void add(long connection, String reason, CliError problem) {
    add(connection, reason, problem.error(), problem.hint());
  }

  private void add(long connection, String reason, String error, Optional<String> hint) {
    add(
        failures,
        new Snapshot.Failure(clock.instant(), connection, reason, error, hint),
        MAX_FAILURES);
  }

  private <T> void add(Deque<T> kept, T one, int limit) {
    synchronized (kept) {
      kept.addLast(one);
      if (kept.size() > limit) {
        kept.removeFirst();
      }
    }
  }

  private static <T> List<T> copy(Deque<T> kept) {
    synchronized (kept) {
      return List.copyOf(kept);
    }
  }

  /** All that is known, now. */
  public Snapshot snapshot() {
    return new Snapshot(
        name,
        place,
        new Snapshot.Totals(accepted.sum(), connectFailures.sum(), knocks.sum()),
        sessions.get(),
        copy(failures).reversed(),
        copy(openings));
  }
}
