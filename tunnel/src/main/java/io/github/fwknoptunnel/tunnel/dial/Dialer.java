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
 * Knocks, then connects as soon as the port is open; there is no other sign of success. Several
 * connects run at once, because the kernel repeats one that was sent too early only after a second.
 * Immutable and thread-safe.
 *
 * @param delay time between a knock and the first connect; normally zero
 * @param connectTimeout maximum time after the first knock
 * @param maxKnocks maximum number of knocks, the first included
 */
public record Dialer(Duration delay, Duration connectTimeout, int maxKnocks) {
  /** When silence is answered with a fresh packet, counted from the first knock. */
  private static final List<Duration> MORE_KNOCKS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(5));

  /** Like {@link #dial(InetSocketAddress, KnockAction, PortOpenTimes)} for a target opened once. */
  public DialResult dial(InetSocketAddress target, KnockAction knock)
      throws ConnectFailedException, InterruptedException {
    return dial(target, knock, new PortOpenTimes());
  }

  /**
   * Blocks until the port is open or the time is up.
   *
   * @param times earlier openings of this target, for the times of the probes; this one is added
   * @throws ConnectFailedException if it did not open
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public DialResult dial(InetSocketAddress target, KnockAction knock, PortOpenTimes times)
      throws ConnectFailedException, InterruptedException {
    knock.knock();
    try (Prober prober = new SocketProber(target)) {
      DialResult opened = new Attempt(target, knock, prober, times.schedule()).run();
      if (opened.knocks() == 1) {
        times.add(opened.took().minus(delay));
      }
      return opened;
    } catch (ConnectFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new ConnectFailedException(new ConnectFailure.TooManyOpenFiles(e));
    }
  }

  /** The same with the first knock sent already, on given probes. */
  DialResult dial(InetSocketAddress target, KnockAction knock, Prober prober)
      throws ConnectFailedException, InterruptedException {
    return new Attempt(target, knock, prober, ProbeSchedule.UNLEARNED).run();
  }

  /** One attempt: starts probes and further knocks when they are due, and evaluates the results. */
  private final class Attempt {
    private final InetSocketAddress target;
    private final KnockAction knock;
    private final Prober prober;
    private final ProbeSchedule schedule;
    private final Instant knocked = Instant.now();
    private final Duration started;
    private final ProbeTracker tracker = new ProbeTracker();
    private Duration lastKnock = Duration.ZERO;

    /** How often it was time to knock; a further knock may have been left out. */
    private int rounds = 1;

    private int knocks = 1;
    private int sinceKnock;

    Attempt(InetSocketAddress target, KnockAction knock, Prober prober, ProbeSchedule schedule) {
      this.schedule = schedule;
      this.target = target;
      this.knock = knock;
      this.prober = prober;
      this.started = prober.now();
    }

    DialResult run() throws ConnectFailedException, InterruptedException {
      while (waited().compareTo(connectTimeout) < 0) {
        knockIfDue();
        probeIfDue();
        dropIfDue();
        for (Outcome outcome : prober.await(untilNextStep())) {
          if (outcome instanceof Outcome.Connected won) {
            return opened(won.probe(), won.channel());
          }
          tracker.failed(outcome);
        }
        tracker.failFast(stats(), waited());
      }
      throw new ConnectFailedException(tracker.failure(stats()));
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
      if (tracker.exhausted() || waited().compareTo(nextProbe()) < 0) {
        return;
      }
      boolean brief = schedule.isBrief(knocks, sinceKnock);
      sinceKnock++;
      tracker.oldest(waited().minus(ProbeSchedule.MIN_PROBE_LIFETIME)).ifPresent(this::drop);
      if (tracker.inFlight() >= ProbeSchedule.MAX_IN_FLIGHT) {
        return;
      }
      try {
        int probe = tracker.started(waited());
        prober.start(probe);
        if (brief) {
          tracker.markBrief(probe);
        }
      } catch (IOException e) {
        tracker.socketsExhausted(e);
        // No step is due any more: waiting for one would hide the failure until the time is up.
        tracker.failFast(stats(), waited());
      }
    }

    private void dropIfDue() {
      tracker.briefUntil(waited().minus(ProbeSchedule.BRIEF_LIFE)).forEach(this::drop);
    }

    private void drop(int probe) {
      prober.cancel(probe);
      tracker.ended(probe);
    }

    private Duration untilNextStep() {
      Duration next = min(min(nextProbe(), nextKnock()), min(nextDrop(), connectTimeout));
      return next.minus(waited());
    }

    private Duration nextProbe() {
      if (tracker.exhausted()) {
        return connectTimeout;
      }
      return lastKnock.plus(delay).plus(schedule.delayOf(knocks, sinceKnock));
    }

    private Duration nextDrop() {
      return tracker
          .oldestBrief()
          .map(start -> start.plus(ProbeSchedule.BRIEF_LIFE))
          .orElse(connectTimeout);
    }

    private Duration nextKnock() {
      return mayKnockAgain() ? MORE_KNOCKS.get(rounds - 1) : connectTimeout;
    }

    private boolean mayKnockAgain() {
      return rounds < maxKnocks && rounds <= MORE_KNOCKS.size();
    }

    private DialResult opened(int probe, SocketChannel channel) {
      Instant probeStarted = knocked.plus(tracker.startOf(probe));
      return new DialResult(
          channel, target, knocked, probeStarted, waited(), knocks, tracker.count());
    }

    private ConnectFailure.DialStats stats() {
      return new ConnectFailure.DialStats(target, knocks, tracker.count(), waited());
    }

    private Duration waited() {
      return prober.now().minus(started);
    }

    private static Duration min(Duration a, Duration b) {
      return a.compareTo(b) < 0 ? a : b;
    }
  }
}
