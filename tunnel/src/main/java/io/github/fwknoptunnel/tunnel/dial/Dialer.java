package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.dial.OpenFailure.OutOfDescriptors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Knocks, then connects as soon as the door is open: there is no other sign of success. Several
 * attempts run at once, since one that was sent too early is only repeated by the kernel a whole
 * second later. Immutable and thread-safe.
 *
 * @param delay between a knock and the first attempt; normally none
 * @param openTimeout how long after the first knock to go on
 * @param mostKnocks how many packets at most, the first included
 */
public record Dialer(Duration delay, Duration openTimeout, int mostKnocks) {

  /** Like {@link #open(InetSocketAddress, Knock, OpeningTimes)} for a target opened once. */
  public Opened open(InetSocketAddress target, Knock knock)
      throws OpenException, InterruptedException {
    return open(target, knock, new OpeningTimes());
  }

  /**
   * Blocks until the port is open or the time is up.
   *
   * @param times earlier openings of this target, for the times of the probes; this one is added
   * @throws OpenException if it did not open
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public Opened open(InetSocketAddress target, Knock knock, OpeningTimes times)
      throws OpenException, InterruptedException {
    knock.send();
    try (Probes probes = new SocketProbes(target)) {
      Opened opened = new DoorWatch(this, target, knock, probes, times.schedule()).untilOpen();
      if (opened.knocks() == 1) {
        times.add(opened.took().minus(delay));
      }
      return opened;
    } catch (IOException e) {
      throw new OpenException(new OutOfDescriptors(e));
    }
  }

  /** The same with the first knock sent already, on given probes. */
  Opened open(InetSocketAddress target, Knock knock, Probes probes)
      throws OpenException, InterruptedException {
    return new DoorWatch(this, target, knock, probes, ProbeSchedule.UNLEARNED).untilOpen();
  }
}
