package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.dial.Prober.Outcome;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Runs one knock attempt: starts probes and further knocks when they are due, and evaluates the
 * results.
 */
final class ProbeLoop {
  /** When silence is answered with a fresh packet, counted from the first knock. */
  private static final List<Duration> MORE_KNOCKS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final Dialer dialer;
  private final InetSocketAddress target;
  private final KnockAction knock;
  private final Prober probes;
  private final ProbeSchedule schedule;
  private final Instant knocked = Instant.now();
  private final Duration started;
  private final ProbeTracker log = new ProbeTracker();
  private Duration lastKnock = Duration.ZERO;

  /** How often it was time to knock; a further knock may have been left out. */
  private int rounds = 1;

  private int knocks = 1;
  private int sinceKnock;

  ProbeLoop(
      Dialer dialer,
      InetSocketAddress target,
      KnockAction knock,
      Prober probes,
      ProbeSchedule schedule) {
    this.dialer = dialer;
    this.schedule = schedule;
    this.target = target;
    this.knock = knock;
    this.probes = probes;
    this.started = probes.now();
  }

  DialResult run() throws ConnectFailedException, InterruptedException {
    while (waited().compareTo(dialer.connectTimeout()) < 0) {
      knockIfDue();
      probeIfDue();
      dropIfDue();
      for (Outcome outcome : probes.await(untilNextStep())) {
        if (outcome instanceof Outcome.Connected won) {
          return opened(won.probe(), won.channel());
        }
        log.failed(outcome);
      }
      log.failFast(seen(), waited());
    }
    throw new ConnectFailedException(log.failure(seen()));
  }

  private void knockIfDue() throws ConnectFailedException, InterruptedException {
    if (mayKnockAgain() && waited().compareTo(nextKnock()) >= 0) {
      rounds++;
      if (knock.retry()) {
        knocks++;
        lastKnock = waited();
        sinceKnock = 0;
      }
    }
  }

  private void probeIfDue() throws ConnectFailedException {
    if (log.exhausted() || waited().compareTo(nextProbe()) < 0) {
      return;
    }
    boolean brief = schedule.isBrief(knocks, sinceKnock);
    sinceKnock++;
    log.oldest(waited().minus(ProbeSchedule.MIN_LIFE)).ifPresent(this::drop);
    if (log.inFlight() >= ProbeSchedule.MAX_IN_FLIGHT) {
      return;
    }
    try {
      int probe = log.started(waited());
      probes.start(probe);
      if (brief) {
        log.isBrief(probe);
      }
    } catch (IOException e) {
      log.socketsExhausted(e);
      // No step is due any more: waiting for one would hide the failure until the time is up.
      log.failFast(seen(), waited());
    }
  }

  private void dropIfDue() {
    log.briefUntil(waited().minus(ProbeSchedule.BRIEF_LIFE)).forEach(this::drop);
  }

  private void drop(int probe) {
    probes.cancel(probe);
    log.abandoned(probe);
  }

  private Duration untilNextStep() {
    Duration next = min(min(nextProbe(), nextKnock()), min(nextDrop(), dialer.connectTimeout()));
    return next.minus(waited());
  }

  private Duration nextProbe() {
    if (log.exhausted()) {
      return dialer.connectTimeout();
    }
    return lastKnock.plus(dialer.delay()).plus(schedule.delayOf(knocks, sinceKnock));
  }

  private Duration nextDrop() {
    return log.oldestBrief()
        .map(start -> start.plus(ProbeSchedule.BRIEF_LIFE))
        .orElse(dialer.connectTimeout());
  }

  private Duration nextKnock() {
    return mayKnockAgain() ? MORE_KNOCKS.get(rounds - 1) : dialer.connectTimeout();
  }

  private boolean mayKnockAgain() {
    return rounds < dialer.maxKnocks() && rounds <= MORE_KNOCKS.size();
  }

  private DialResult opened(int probe, SocketChannel channel) {
    Instant probeStarted = knocked.plus(log.startOf(probe));
    return new DialResult(channel, target, knocked, probeStarted, waited(), knocks, log.count());
  }

  private ConnectFailure.DialStats seen() {
    return new ConnectFailure.DialStats(target, knocks, log.count(), waited());
  }

  private Duration waited() {
    return probes.now().minus(started);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
