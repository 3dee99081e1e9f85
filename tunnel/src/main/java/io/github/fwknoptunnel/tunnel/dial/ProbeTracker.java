package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.dial.Prober.Outcome;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of the probes of one knock attempt: which are running, which were answered, and
 * what the answers mean.
 */
final class ProbeTracker {
  /** Some firewalls reject until they open, so refusals alone are believed only after this long. */
  private static final Duration MIN_REFUSAL_TIME = Duration.ofSeconds(3);

  /** One refusal while the first probe is silent may be an answer that overtook another. */
  private static final int LATE_REFUSALS_BELIEVED = 2;

  private final List<Duration> starts = new ArrayList<>();
  private final SortedSet<Integer> running = new TreeSet<>();
  private final SortedSet<Integer> unanswered = new TreeSet<>();
  private final SortedSet<Integer> brief = new TreeSet<>();
  private int refusals;
  private @Nullable IOException unreachable;
  private @Nullable IOException noMoreSockets;

  /** Takes note of a probe that starts now and gives it its number. */
  int started(Duration at) {
    int probe = starts.size();
    starts.add(at);
    running.add(probe);
    unanswered.add(probe);
    return probe;
  }

  /** Takes note that a probe is to be given up before its SYN is repeated. */
  void markBrief(int probe) {
    brief.add(probe);
  }

  /** When the oldest of the brief probes began. */
  Optional<Duration> oldestBrief() {
    return brief.stream().findFirst().map(this::startOf);
  }

  /** The brief probes that began at a time or before it. */
  List<Integer> briefUntil(Duration latest) {
    return brief.stream().filter(probe -> startOf(probe).compareTo(latest) <= 0).toList();
  }

  Duration startOf(int probe) {
    return starts.get(probe);
  }

  int count() {
    return starts.size();
  }

  int inFlight() {
    return running.size();
  }

  /** The probe that has run longest, if it began before {@code latest}. */
  Optional<Integer> oldest(Duration latest) {
    boolean old = !running.isEmpty() && startOf(running.first()).compareTo(latest) < 0;
    return old ? Optional.of(running.first()) : Optional.empty();
  }

  /** There are no sockets left; what runs goes on. */
  void socketsExhausted(IOException cause) {
    int failed = starts.size() - 1;
    ended(failed);
    unanswered.remove(failed);
    noMoreSockets = cause;
  }

  boolean exhausted() {
    return count() >= ProbeSchedule.MAX_PROBES || noMoreSockets != null;
  }

  /** Answered, or given up without an answer: then it stays silent. */
  void ended(int probe) {
    running.remove(probe);
    brief.remove(probe);
  }

  void failed(Outcome outcome) {
    ended(outcome.probe());
    if (outcome instanceof Outcome.Silent) {
      return; // It stays unanswered.
    }
    unanswered.remove(outcome.probe());
    switch (outcome) {
      case Outcome.Silent silent -> throw new AssertionError(silent);
      case Outcome.Refused refused -> refusals++;
      case Outcome.Unreachable none -> unreachable = none.cause();
      case Outcome.Connected won -> throw new AssertionError("a probe that won is not lost");
    }
  }

  /** Stops an opening that further probes cannot help. */
  void failFast(ConnectFailure.DialStats seen, Duration waited) throws ConnectFailedException {
    boolean serviceDown = firstProbesUnanswered() && refusals >= LATE_REFUSALS_BELIEVED;
    boolean refused = firstProbesRefused() || (unreachable != null && unanswered.isEmpty());
    boolean refusedForLong = refused && waited.compareTo(MIN_REFUSAL_TIME) > 0;
    boolean nothingRuns = noMoreSockets != null && running.isEmpty();
    if (serviceDown || refusedForLong || nothingRuns) {
      throw new ConnectFailedException(failure(seen));
    }
  }

  /**
   * The first probes distinguish a port that was silent until it opened from one that refuses.
   * Later ones do not: a host that refuses may leave some attempts unanswered, and on a slow path
   * the last ones are always still unanswered. Two of them, since one packet may always be lost.
   */
  private boolean firstProbesUnanswered() {
    return unanswered.contains(0) && unanswered.contains(1);
  }

  private boolean firstProbesRefused() {
    return refusals > 0 && !firstProbesUnanswered();
  }

  /** The best explanation of what was seen. */
  ConnectFailure failure(ConnectFailure.DialStats seen) {
    if (refusals > 0 && firstProbesUnanswered()) {
      return new ConnectFailure.ServiceDown(seen);
    }
    if (noMoreSockets != null && unanswered.isEmpty()) {
      return new ConnectFailure.TooManyOpenFiles(noMoreSockets);
    }
    if (firstProbesRefused()) {
      return new ConnectFailure.ConnectionRefused(seen);
    }
    return unreachable != null
        ? new ConnectFailure.Unreachable(seen, unreachable)
        : new ConnectFailure.TimedOut(seen);
  }
}
