package io.github.fwknoptunnel.tunnel.soak;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.soak.Route.Expected;
import io.github.fwknoptunnel.tunnel.soak.Route.Leg;
import io.github.fwknoptunnel.tunnel.testing.network.Bandwidth;
import io.github.fwknoptunnel.tunnel.testing.network.Latency;
import io.github.fwknoptunnel.tunnel.testing.network.Limit;
import io.github.fwknoptunnel.tunnel.testing.network.ResetAfter;
import io.github.fwknoptunnel.tunnel.testing.network.Slicer;
import io.github.fwknoptunnel.tunnel.testing.network.SlowClose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that come and go for as long as wanted, over good and bad ways at the same time. Fails on
 * a wrong byte, on an end that nobody caused, and on what is not given back.
 */
final class Soak {
  private static final int CLIENTS = 12;
  private static final int WARM_UP_VISITS = 300;
  private static final Duration REPORT = Duration.ofSeconds(10);

  private final Tally tally = new Tally();
  private final List<Route> routes = new ArrayList<>();
  private final long seed;
  private volatile boolean over;

  private Soak(long seed) {
    this.seed = seed;
  }

  /** Minutes, and the seed of another run to do it again. */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMillis((long) (60_000 * Double.parseDouble(arguments[0])));
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.println("soak of " + time.toSeconds() + " s, seed " + seed);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    boolean passed = new Soak(seed).run(time) && log.size() == 0;
    log.writeTo(System.out); // Warnings of the tunnel: none was to come.
    System.out.println(passed ? "soak: passed" : "soak: FAILED");
    System.exit(passed ? 0 : 1);
  }

  private boolean run(Duration time) throws Exception {
    try (EchoPeer echo = new EchoPeer()) {
      build(echo);
      load(WARM_UP_VISITS);
      Vitals before = settled();
      System.out.println("warm: " + before);
      soak(time);
      boolean returned = returnsTo(before);
      for (Route route : routes) {
        route.close();
      }
      return report(before) && returned;
    }
  }

  private void build(EchoPeer echo) throws IOException {
    var server = echo.address();
    Latency late = new Latency(Duration.ofMillis(3));
    add(Route.plain("straight", Expected.WHOLE, new Leg(server), tally));
    add(
        Route.plain(
            "late and in pieces",
            Expected.WHOLE,
            new Leg(server, late, new Slicer(1, 3000, seed)),
            tally));
    add(Route.plain("narrow", Expected.WHOLE, new Leg(server, new Bandwidth(4_000_000)), tally));
    add(
        Route.plain(
            "slow to end",
            Expected.WHOLE,
            new Leg(server, new SlowClose(Duration.ofMillis(30))),
            tally));
    add(Route.plain("reset", Expected.PART, new Leg(server, new ResetAfter(20_000)), tally));
    add(Route.plain("ended early", Expected.PART, new Leg(server, new Limit(20_000)), tally));
    add(Route.plain("nobody there", Expected.NOTHING, new Leg(ReservedPort.next()), tally));
    add(Route.knocking("behind a closed port", new Leg(server), Duration.ofHours(1), tally));
    add(
        Route.knocking(
            "behind a closed port, each with a knock",
            new Leg(server),
            Duration.ofMillis(1),
            tally));
  }

  private void add(Route route) {
    routes.add(route);
  }

  /** As many visits as said, and no more. */
  private void load(int visits) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int number = client;
      clients.add(Thread.ofPlatform().start(() -> visit(number, visits / CLIENTS)));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private void visit(int client, int times) {
    SplittableRandom random = new SplittableRandom(seed + client);
    for (int time = 0; time < times && !over; time++) {
      Route route = routes.get(random.nextInt(routes.size()));
      new Visit(route, random.nextLong(), tally).make();
    }
  }

  private void soak(Duration time) throws Exception {
    Thread load = Thread.ofPlatform().start(this::loadUntilOver);
    long end = System.nanoTime() + time.toNanos();
    while (end - System.nanoTime() > 0) {
      LockSupport.parkNanos(Math.min(REPORT.toNanos(), end - System.nanoTime()));
      System.out.printf(
          "%d visits, %.1f MiB back, %d open, %s%n",
          tally.visits(), tally.bytes() / 1048576.0, tally.alive(), Vitals.now());
    }
    over = true;
    load.join();
  }

  private void loadUntilOver() {
    try {
      load(Integer.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Vitals settled() throws Exception {
    eventually("the end of all connections", () -> tally.alive() == 0);
    return Vitals.now();
  }

  private boolean returnsTo(Vitals before) throws Exception {
    try {
      settled();
      eventually("no more than " + before, () -> Vitals.now().fits(before));
      return true;
    } catch (AssertionError e) {
      System.out.println("leak: " + e.getMessage() + ", there are " + Vitals.now());
      return false;
    }
  }

  private boolean report(Vitals before) throws IOException {
    System.out.println("after: " + Vitals.now() + "; before: " + before);
    tally.counts().forEach((what, count) -> System.out.printf("%10d  %s%n", count, what));
    tally.wrongBytes().forEach(what -> System.out.println("wrong byte: " + what));
    tally.unexpected().forEach(what -> System.out.println("unexpected: " + what));
    return tally.wrongBytes().isEmpty() && tally.unexpected().isEmpty();
  }
}
