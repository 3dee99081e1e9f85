package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tunnels of this process. Those that option files name come and go with a reload; the others
 * stay. Thread-safe.
 */
final class Tunnels implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofSeconds(32);

  private record Running(TunnelPlan plan, Tunnel tunnel) {}

  /** Immutable, and exchanged as a whole: it is read without the lock. */
  private volatile List<Running> running = List.of();

  /** No longer wanted, or replaced; their connections go on. */
  private final List<Tunnel> leaving = new CopyOnWriteArrayList<>();

  /** Those that could not listen. */
  private final List<TunnelPlan> waiting = new ArrayList<>();

  private final TunnelObservers watchers;

  /** Inherited; each stays with the name of its tunnel. */
  private final Map<String, ServerSocketChannel> sockets;

  /** A tunnel more is waiting. */
  private final Semaphore news = new Semaphore(0);

  /** Of the maintaining thread alone. */
  private Duration untilRetry = FIRST_RETRY;

  private Runnable onChange = () -> {};
  private boolean closed;
  private boolean maintained;

  private Tunnels(TunnelObservers watchers, Map<String, ServerSocketChannel> sockets) {
    this.watchers = watchers;
    this.sockets = sockets;
  }

  /**
   * Opens them.
   *
   * @param sockets listen already, each for the tunnel of its name
   */
  static Tunnels open(
      List<TunnelPlan> plans,
      StartFailures failures,
      TunnelObservers watchers,
      Map<String, ServerSocketChannel> sockets)
      throws CliException {
    Tunnels tunnels = new Tunnels(watchers, sockets);
    try {
      for (TunnelPlan plan : plans) {
        tunnels.add(plan, failures);
      }
      if (tunnels.running.isEmpty()) {
        throw failures.all();
      }
      return tunnels;
    } catch (CliException e) {
      tunnels.close();
      throw e;
    }
  }

  private synchronized void add(TunnelPlan plan, StartFailures failures) throws CliException {
    try {
      open(plan);
    } catch (CliException e) {
      failures.add(plan.log(), e);
      awaitPort(plan);
    }
  }

  private void open(TunnelPlan plan) throws CliException {
    Running opened = new Running(plan, plan.open(watchers, sockets));
    running = Stream.concat(running.stream(), Stream.of(opened)).toList();
  }

  private void awaitPort(TunnelPlan plan) {
    waiting.add(plan);
    watchers.notStarted(plan.name());
    news.release();
    maintain();
  }

  /**
   * Tries ports again that were in use, less and less often, and closes tunnels whose last
   * connection has ended.
   */
  private void maintain() {
    if (maintained) {
      return;
    }
    maintained = true;
    Thread.ofPlatform()
        .name("tunnels")
        .daemon()
        .start(() -> {
          try {
            while (!isClosed()) {
              pause();
              openWaiting();
              leaving.removeIf(Tunnels::isEnded);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void pause() throws InterruptedException {
    if (news.tryAcquire(untilRetry.toMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
      untilRetry = FIRST_RETRY;
      Thread.sleep(untilRetry);
    } else if (untilRetry.compareTo(MAX_RETRY) < 0) {
      untilRetry = untilRetry.multipliedBy(2);
    }
  }

  private synchronized void openWaiting() {
    if (!closed && waiting.removeIf(plan -> failure(plan).isEmpty())) {
      onChange.run();
    }
  }

  /** Opens a tunnel; what keeps it from listening, if something does. */
  private Optional<CliError> failure(TunnelPlan plan) {
    try {
      open(plan);
      return Optional.empty();
    } catch (CliException e) {
      watchers.notStarted(plan.name());
      return Optional.of(e.problem());
    }
  }

  /** Stops listening, and closes the tunnel if no connection is left. */
  private static boolean isEnded(Tunnel tunnel) {
    try {
      if (tunnel.drain(Duration.ZERO)) {
        tunnel.close();
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /**
   * Leads new connections as the plans say, and opens and closes named tunnels.
   *
   * @param changed has a plan for each tunnel without a name
   * @return those that go on as they were opened
   * @throws CliException if it has not; then nothing has changed
   */
  synchronized List<TunnelPlan> reload(List<TunnelPlan> changed) throws CliException {
    if (closed) {
      return List.of(); // The program stops: nothing may listen again.
    }
    OtherTunnels.refuse(
        Stream.concat(running.stream().map(Running::plan), waiting.stream()).toList(), changed);
    waiting.forEach(plan -> watchers.closed(plan.name()));
    waiting.clear();
    List<Running> before = running;
    List<Running> kept = new ArrayList<>();
    // Two -L may be the same: each plan is for one tunnel.
    List<TunnelPlan> left = new ArrayList<>(changed);
    for (Running one : before) {
      Optional<TunnelPlan> plan = left.stream().filter(one.plan()::hasNameOf).findFirst();
      if (plan.filter(wanted -> !wanted.isNamed() || wanted.listensAs(one.plan())).isPresent()) {
        left.remove(plan.get());
        one.tunnel().reload(plan.get().config());
        plan.get().publish(one.tunnel(), watchers);
        kept.add(new Running(plan.get(), one.tunnel()));
      } else {
        retire(one, plan.isEmpty());
      }
    }
    running = List.copyOf(kept);
    left.forEach(this::openNew);
    if (kept.size() < before.size() || !left.isEmpty()) {
      onChange.run();
    }
    return kept.stream().map(Running::plan).toList();
  }

  private void retire(Running one, boolean gone) {
    if (!isEnded(one.tunnel())) {
      leaving.add(one.tunnel());
      maintain();
    }
    watchers.retired(one.plan().name(), one.tunnel());
    if (gone) {
      one.plan()
          .log()
          .note(LogEvent.TUNNEL_REMOVED, "stopped listening; open connections may finish");
    }
  }

  private void openNew(TunnelPlan plan) {
    Optional<CliError> failure = failure(plan);
    if (failure.isPresent()) {
      plan.log().warn(LogEvent.START_FAILED, "not started, retrying: " + failure.get().line());
      awaitPort(plan);
    }
  }

  /** Whether option files name all of them. */
  boolean areAllNamed() {
    return running.stream().allMatch(one -> one.plan().isNamed());
  }

  /** Calls {@code action} when tunnels were opened or retired; not for those of the start. */
  synchronized void onChange(Runnable action) {
    onChange = action;
  }

  /** In one line, for the service manager. */
  String summary() {
    return "listening on "
        + String.join(", ", addresses().stream().map(AddressFormatter::listening).toList());
  }

  /** Whether clients are accepted and relayed everywhere; blocks for {@code timeout} at most. */
  boolean responsive(Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    boolean all = true;
    for (Running one : running) {
      all = all && one.tunnel().isResponsive(timeout.minusNanos(System.nanoTime() - start));
    }
    return all;
  }

  List<SocketAddress> addresses() {
    return running.stream().map(one -> one.tunnel().localAddress()).toList();
  }

  /** No client can connect any more when this returns. */
  void stopListening() throws InterruptedException {
    for (Tunnel tunnel : all()) {
      tunnel.drain(Duration.ZERO);
    }
  }

  /** From now on none is opened. */
  synchronized void openNoMore() {
    closed = true;
  }

  private List<Tunnel> all() {
    openNoMore();
    return Stream.concat(running.stream().map(Running::tunnel), leaving.stream()).toList();
  }

  /**
   * Lets the connections finish, after {@link #stopListening}.
   *
   * @return whether all had finished within {@code limit}
   */
  boolean drain(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    boolean finished = true;
    for (Tunnel tunnel : all()) {
      finished &= tunnel.drain(limit.minusNanos(System.nanoTime() - start));
    }
    return finished;
  }

  @Override
  public void close() {
    all().forEach(Tunnel::close);
  }
}
