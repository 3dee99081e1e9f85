package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

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
    try (Prober probes = new SocketProber(target)) {
      DialResult opened = new ProbeLoop(this, target, knock, probes, times.schedule()).run();
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
  DialResult dial(InetSocketAddress target, KnockAction knock, Prober probes)
      throws ConnectFailedException, InterruptedException {
    return new ProbeLoop(this, target, knock, probes, ProbeSchedule.UNLEARNED).run();
  }
}
