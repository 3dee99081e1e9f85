package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.dial.Probes.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One opening as it goes: starts probes and further knocks when they are due, and judges what comes
 * back.
 */
final class DoorWatch {
  /** When silence is answered with a fresh packet, counted from the first knock. */
  private static final List<Duration> MORE_KNOCKS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final Dialer dialer;
  private final InetSocketAddress target;
  private final Knock knock;
  private final Probes probes;
  private final ProbeSchedule schedule;
  private final Instant knocked = Instant.now();
  private final Duration started;
  private final ProbeLog log = new ProbeLog();
  private Duration lastKnock = Duration.ZERO;

  /** How often it was time to knock; a further knock may have been left out. */
  private int rounds = 1;

  private int knocks = 1;
  private int sinceKnock;

  DoorWatch(
      Dialer dialer, InetSocketAddress target, Knock knock, Probes probes, ProbeSchedule schedule) {
    this.dialer = dialer;
    this.schedule = schedule;
    this.target = target;
    this.knock = knock;
    this.probes = probes;
    this.started = probes.now();
  }

  Opened untilOpen() throws OpenException, InterruptedException {
    while (waited().compareTo(dialer.openTimeout()) < 0) {
      knockIfDue();
      probeIfDue();
      dropIfDue();
      for (Outcome outcome : probes.await(untilNextStep())) {
        if (outcome instanceof Outcome.Connected won) {
          return opened(won.probe(), won.channel());
        }
        log.lost(outcome);
      }
      log.giveUpIfHopeless(seen(), waited());
    }
    throw new OpenException(log.failure(seen()));
  }

  private void knockIfDue() throws OpenException, InterruptedException {
    if (mayKnockAgain() && waited().compareTo(nextKnock()) >= 0) {
      rounds++;
      if (knock.sendAgain()) {
        knocks++;
        lastKnock = waited();
        sinceKnock = 0;
      }
    }
  }

  private void probeIfDue() throws OpenException {
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
      log.noMore(e);
      // No step is due any more: waiting for one would hide the failure until the time is up.
      log.giveUpIfHopeless(seen(), waited());
    }
  }

  private void dropIfDue() {
    log.briefUntil(waited().minus(ProbeSchedule.BRIEF_LIFE)).forEach(this::drop);
  }

  private void drop(int probe) {
    probes.drop(probe);
    log.dropped(probe);
  }

  private Duration untilNextStep() {
    Duration next = min(min(nextProbe(), nextKnock()), min(nextDrop(), dialer.openTimeout()));
    return next.minus(waited());
  }

  private Duration nextProbe() {
    if (log.exhausted()) {
      return dialer.openTimeout();
    }
    return lastKnock.plus(dialer.delay()).plus(schedule.at(knocks, sinceKnock));
  }

  private Duration nextDrop() {
    return log.oldestBrief()
        .map(start -> start.plus(ProbeSchedule.BRIEF_LIFE))
        .orElse(dialer.openTimeout());
  }

  private Duration nextKnock() {
    return mayKnockAgain() ? MORE_KNOCKS.get(rounds - 1) : dialer.openTimeout();
  }

  private boolean mayKnockAgain() {
    return rounds < dialer.mostKnocks() && rounds <= MORE_KNOCKS.size();
  }

  private Opened opened(int probe, SocketChannel channel) {
    Instant probeStarted = knocked.plus(log.startOf(probe));
    return new Opened(channel, target, knocked, probeStarted, waited(), knocks, log.count());
  }

  private OpenFailure.Seen seen() {
    return new OpenFailure.Seen(target, knocks, log.count(), waited());
  }

  private Duration waited() {
    return probes.now().minus(started);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
