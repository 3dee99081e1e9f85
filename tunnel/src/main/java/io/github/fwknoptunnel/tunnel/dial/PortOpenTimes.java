package io.github.fwknoptunnel.tunnel.dial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The times that a target recently took to open after a knock. Thread-safe. */
public final class PortOpenTimes {
  private static final int MAX_KEPT = 16;

  private final Deque<Duration> times = new ArrayDeque<>();
  private ProbeSchedule schedule = ProbeSchedule.UNLEARNED;

  /** Of a target that has not been opened yet. */
  public PortOpenTimes() {}

  /** Notes one more opening, from its only knock to the connection. */
  synchronized void add(Duration took) {
    times.addLast(took);
    if (times.size() > MAX_KEPT) {
      times.removeFirst();
    }
    schedule = ProbeSchedule.after(List.copyOf(times));
  }

  synchronized ProbeSchedule schedule() {
    return schedule;
  }
}
