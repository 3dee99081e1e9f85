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

  /**
   * Blocks until the door is open or the time is up.
   *
   * @throws OpenException if it did not open
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public Opened open(InetSocketAddress target, Knock knock)
      throws OpenException, InterruptedException {
    knock.send();
    try (Probes probes = new SocketProbes(target)) {
      return open(target, knock, probes);
    } catch (IOException e) {
      throw new OpenException(new OutOfDescriptors(e));
    }
  }

  /** The same with the first knock sent already, on given probes. */
  Opened open(InetSocketAddress target, Knock knock, Probes probes)
      throws OpenException, InterruptedException {
    return new DoorWatch(this, target, knock, probes).untilOpen();
  }
}
