package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An opening of a name with several addresses. Each gets a knock of its own and is dialled when the
 * one before has been silent for a second or has failed; the first connection wins, and the others
 * are given up.
 */
final class AddressRace {
  /** From the knock on. */
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

  private final PortOpener opener;
  private final long start = System.nanoTime();
  private final BlockingQueue<Report> news = new LinkedBlockingQueue<>();
  private final List<Thread> runners = new ArrayList<>();

  /** When the address that was started last got its knock. */
  private @Nullable Long silentSince;

  /** What one address reports. */
  private sealed interface Report {
    /** The first knock is out. */
    record Knocked() implements Report {}

    record Won(DialResult opened) implements Report {}

    /** By the address's place in the name. */
    record Lost(int number, Throwable cause) implements Report {}
  }

  private AddressRace(PortOpener opener) {
    this.opener = opener;
  }

  /**
   * Runs it; blocks until one address is open or all have failed.
   *
   * @throws ConnectFailedException how the first address failed
   */
  static DialResult run(PortOpener opener, List<KnockTarget> targets)
      throws ConnectFailedException, InterruptedException {
    AddressRace race = new AddressRace(opener);
    try {
      return race.run(targets);
    } finally {
      race.giveUpOthers();
    }
  }

  private DialResult run(List<KnockTarget> targets)
      throws ConnectFailedException, InterruptedException {
    TreeMap<Integer, Throwable> lost = new TreeMap<>();
    start(targets.getFirst());
    while (lost.size() < targets.size()) {
      boolean more = runners.size() < targets.size();
      switch (await(more)) {
        case null -> start(targets.get(runners.size()));
        case Report.Knocked() -> silentSince = System.nanoTime();
        case Report.Won(DialResult opened) -> {
          return opened;
        }
        case Report.Lost(int number, Throwable cause) -> {
          lost.put(number, cause);
          if (more) {
            start(targets.get(runners.size()));
          }
        }
      }
    }
    throw thrown(lost.firstEntry().getValue());
  }

  /** The next news; null if another address is due before there are any. */
  private @Nullable Report await(boolean more) throws InterruptedException {
    Long since = silentSince;
    if (!more || since == null) {
      return news.take();
    }
    return news.poll(since + SILENCE - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void start(KnockTarget target) {
    silentSince = null;
    Duration left = opener.dialer().connectTimeout().minusNanos(System.nanoTime() - start);
    int number = runners.size();
    Thread runner =
        Thread.ofPlatform()
            .name("opening-" + target.connection() + "-" + target.address().getHostAddress())
            .daemon()
            .unstarted(() -> report(number, target, left));
    runners.add(runner);
    runner.start();
  }

  private void report(int number, KnockTarget target, Duration left) {
    try {
      Duration atLeast = left.isPositive() ? left : Duration.ofMillis(1);
      news.add(new Report.Won(opener.dial(target, atLeast, () -> news.add(new Report.Knocked()))));
    } catch (ConnectFailedException | InterruptedException | RuntimeException | Error e) {
      news.add(new Report.Lost(number, e));
    }
  }

  /** Nothing goes on after this: no packet, no probe, no connection that nobody wants. */
  private void giveUpOthers() {
    runners.forEach(Thread::interrupt);
    boolean interrupted = Thread.interrupted();
    for (Thread runner : runners) {
      interrupted |= joined(runner);
    }
    for (Report late : news) {
      if (late instanceof Report.Won(DialResult opened)) {
        close(opened);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean joined(Thread runner) {
    boolean interrupted = false;
    while (true) {
      try {
        runner.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private static void close(DialResult opened) {
    try {
      opened.channel().close();
    } catch (IOException e) {
      // It never carried a byte.
    }
  }

  private static ConnectFailedException thrown(Throwable failure) throws InterruptedException {
    return switch (failure) {
      case ConnectFailedException known -> known;
      case InterruptedException called -> throw called;
      case RuntimeException defect -> throw defect;
      case Error defect -> throw defect;
      default -> throw new IllegalStateException(failure);
    };
  }
}
