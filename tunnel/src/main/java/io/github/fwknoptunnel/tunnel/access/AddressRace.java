package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A knock attempt at a target with several addresses. Each address gets its own knock and is
 * dialled when the one before has not answered for a second or has failed; the first connection
 * wins, and the others are abandoned. A name is resolved when its turn comes; an address that two
 * names share is dialled once.
 */
final class AddressRace {
  /** Of an address since its knock, of a name server since the query. */
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

  private final PortOpener opener;
  private final long connection;
  private final BlockingQueue<Report> news = new LinkedBlockingQueue<>();
  private final ExecutorService runners;

  /** In their order. */
  private final Deque<Candidate> waiting = new ArrayDeque<>();

  private final Set<InetAddress> tried = new HashSet<>();
  private final TreeMap<Integer, Throwable> failures = new TreeMap<>();
  private int started;
  private int running;

  /** When the next candidate may start; null while the last one has not knocked yet. */
  private @Nullable Long due = System.nanoTime();

  /** Of the time to connect, with the first knock. */
  private @Nullable Long dialledSince;

  /** What is tried in its turn. */
  private sealed interface Candidate {
    record Name(String name) implements Candidate {}

    record Address(KnockTarget target) implements Candidate {}
  }

  /** What a candidate reports. */
  private sealed interface Report {
    /** The name has these addresses. */
    record Found(List<KnockTarget> targets) implements Report {}

    /** The first knock is out. */
    record Knocked() implements Report {}

    record Won(PortOpener.OpenedTarget opened) implements Report {}

    /** By its place in the order of the starts. */
    record Lost(int number, Throwable cause) implements Report {}
  }

  private AddressRace(PortOpener opener, long connection) {
    this.opener = opener;
    this.connection = connection;
    this.runners =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("knock-" + connection + "-", 1).daemon().factory());
  }

  /**
   * Runs it between the addresses of one name; blocks until one is open or all have failed.
   *
   * @throws ConnectFailedException how the first address failed
   */
  static PortOpener.OpenedTarget run(PortOpener opener, List<KnockTarget> targets)
      throws ConnectFailedException, InterruptedException {
    AddressRace race = new AddressRace(opener, targets.getFirst().connection());
    targets.forEach(target -> race.waiting.add(new Candidate.Address(target)));
    return race.run();
  }

  /** The same between several names; that one cannot be resolved is told only if none can. */
  static PortOpener.OpenedTarget run(PortOpener opener, List<String> names, long connection)
      throws ConnectFailedException, InterruptedException {
    AddressRace race = new AddressRace(opener, connection);
    names.forEach(name -> race.waiting.add(new Candidate.Name(name)));
    return race.run();
  }

  private PortOpener.OpenedTarget run() throws ConnectFailedException, InterruptedException {
    try {
      while (running > 0 || !waiting.isEmpty()) {
        switch (await()) {
          case null -> start(waiting.removeFirst());
          case Report.Found(List<KnockTarget> targets) -> found(targets);
          case Report.Knocked() -> due = System.nanoTime() + SILENCE;
          case Report.Won(PortOpener.OpenedTarget opened) -> {
            return opened;
          }
          case Report.Lost(int number, Throwable cause) -> {
            failures.put(number, cause);
            ended();
          }
        }
      }
      throw failure();
    } finally {
      giveUpOthers();
    }
  }

  /** The next news; null if another candidate is due before there are any. */
  private @Nullable Report await() throws InterruptedException {
    Long next = due;
    if (waiting.isEmpty() || next == null) {
      return news.take();
    }
    return news.poll(next - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void start(Candidate candidate) {
    running++;
    int number = started++;
    switch (candidate) {
      case Candidate.Name(String name) -> lookUp(number, name);
      case Candidate.Address(KnockTarget target) -> dial(number, target);
    }
  }

  private void lookUp(int number, String name) {
    due = System.nanoTime() + SILENCE;
    var unused =
        opener
            .names()
            .lookUp(name, connection)
            .whenComplete((targets, cause) ->
                news.add(
                    cause == null ? new Report.Found(targets) : new Report.Lost(number, cause)));
  }

  private void found(List<KnockTarget> targets) {
    for (KnockTarget target : targets.reversed()) {
      // The look-up may have been another connection's.
      waiting.addFirst(
          new Candidate.Address(
              new KnockTarget(target.host(), target.address(), target.port(), connection)));
    }
    ended();
  }

  /** Whatever is left need not wait. */
  private void ended() {
    running--;
    due = System.nanoTime();
  }

  private void dial(int number, KnockTarget target) {
    if (!tried.add(target.address())) {
      ended(); // By another name.
      return;
    }
    due = null;
    long now = System.nanoTime();
    long since = dialledSince == null ? now : dialledSince;
    dialledSince = since;
    Duration left = opener.dialer().connectTimeout().minusNanos(now - since);
    runners.execute(() -> report(number, target, left));
  }

  private void report(int number, KnockTarget target, Duration left) {
    try {
      Duration atLeast = left.isPositive() ? left : Duration.ofMillis(1);
      DialResult opened = opener.dial(target, atLeast, () -> news.add(new Report.Knocked()));
      news.add(new Report.Won(new PortOpener.OpenedTarget(target, opened)));
    } catch (ConnectFailedException | InterruptedException | RuntimeException | Error e) {
      news.add(new Report.Lost(number, e));
    }
  }

  /** Nothing goes on after this: no packet, no probe, no abandoned connection. */
  private void giveUpOthers() {
    runners.shutdownNow();
    runners.close(); // Waits, and keeps an interrupt of this thread.
    for (Report late : news) {
      if (late instanceof Report.Won(PortOpener.OpenedTarget(KnockTarget at, DialResult opened))) {
        Channels.discard(opened.channel());
      }
    }
  }

  private ConnectFailedException failure() throws InterruptedException {
    Throwable reported =
        failures.values().stream()
            .filter(failure -> !isUntried(failure))
            .findFirst()
            .orElse(failures.firstEntry().getValue());
    return thrown(reported);
  }

  /** One that got no packet says less than one that did not answer. */
  private static boolean isUntried(Throwable failure) {
    return failure instanceof ConnectFailedException known
        && (known.failure() instanceof ConnectFailure.NameNotResolved
            || known.failure() instanceof ConnectFailure.OtherFamily);
  }

  private static ConnectFailedException thrown(@Nullable Throwable failure)
      throws InterruptedException {
    return switch (failure) {
      case ConnectFailedException known -> known;
      case InterruptedException called -> throw called;
      case RuntimeException defect -> throw defect;
      case Error defect -> throw defect;
      case null, default -> throw new IllegalStateException(failure);
    };
  }
}
