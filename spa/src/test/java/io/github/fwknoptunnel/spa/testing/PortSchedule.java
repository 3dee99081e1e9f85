package io.github.fwknoptunnel.spa.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Handles packets when a server of a kind would, and closes ports when their time is over. */
final class PortSchedule implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("fake-fwknopd-open").daemon().unstarted(task));
  private final Map<GuardedService, Long> closings = new HashMap<>();
  private long nextTurn = System.nanoTime();
  private long lastOpening = nextTurn;

  /** Handling a packet. */
  interface Action {
    void run() throws IOException;
  }

  /** Packets keep their order. Called by the receiving thread only. */
  void handle(Capture capture, Action packet) {
    long now = System.nanoTime();
    long turn = Math.max(now, nextTurn);
    nextTurn = turn + capture.interval().toNanos();
    Duration delay = capture.delay(RandomGenerator.getDefault());
    lastOpening = Math.max(lastOpening, turn + delay.toNanos());
    thread.schedule(
        () -> {
          packet.run();
          return null;
        },
        lastOpening - now,
        TimeUnit.NANOSECONDS);
  }

  /** Called while a packet is handled. A later packet extends the time. */
  void open(GuardedService service, Duration time) throws IOException {
    service.open();
    closings.merge(service, System.nanoTime() + time.toNanos(), Math::max);
    thread.schedule(
        () -> {
          closeIfDue(service);
          return null;
        },
        time.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  private void closeIfDue(GuardedService service) throws IOException, InterruptedException {
    if (System.nanoTime() - closings.get(service) >= 0) {
      service.shut();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
