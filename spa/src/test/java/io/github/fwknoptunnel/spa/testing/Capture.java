package io.github.fwknoptunnel.spa.testing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How a server receives packets, which decides how soon it opens a port. */
public enum Capture {
  /** fwknopd's own UDP socket: at once. */
  UDP_SOCKET(0, 0, 0),
  /** libpcap, as in Debian 12: 40 to 210 ms. */
  PCAP(40, 210, 0),
  /** NFQUEUE, as in Debian 13: 140 to 600 ms, and two packets a second. */
  NFQUEUE(140, 600, 500);

  private final int soonest;
  private final int latest;
  private final int interval;

  Capture(int soonest, int latest, int interval) {
    this.soonest = soonest;
    this.latest = latest;
    this.interval = interval;
  }

  /** From the turn of a packet to the open port. */
  Duration delay(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(soonest, latest + 1));
  }

  /** From the turn of one packet to that of the next, if they came together. */
  Duration interval() {
    return Duration.ofMillis(interval);
  }
}
