package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.metrics.Status;
import io.github.fwknoptunnel.cli.metrics.StatusTable;
import io.github.fwknoptunnel.cli.metrics.TunnelStatus;
import io.github.fwknoptunnel.cli.service.SystemdNotifier;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The listeners of the tunnels, besides the log. Thread-safe. */
final class TunnelObservers implements AutoCloseable {
  private final IdleWatch idle = new IdleWatch();
  private final Runnable whenBroken;
  private final List<OpenTunnel> tunnels = new CopyOnWriteArrayList<>();

  /** Tunnels that listen no more; their sessions may go on. */
  private final Set<Tunnel> retired = ConcurrentHashMap.newKeySet();

  private final CopyOnWriteArrayList<String> notStarted = new CopyOnWriteArrayList<>();
  private final Optional<Metrics> metrics;

  private record OpenTunnel(Tunnel tunnel, TunnelStatus status) {}

  private TunnelObservers(Optional<InetSocketAddress> metrics, EventLog log, Runnable whenBroken)
      throws CliException {
    this.metrics =
        metrics.isPresent()
            ? Optional.of(Metrics.serve(metrics.get(), log, notStarted, this::status))
            : Optional.empty();
    this.whenBroken = whenBroken;
  }

  /**
   * Opens the port of the metrics, if there is to be one.
   *
   * @param whenBroken called if a part of a tunnel has failed for good
   */
  static TunnelObservers open(
      Optional<InetSocketAddress> address, EventLog log, Runnable whenBroken) throws CliException {
    return new TunnelObservers(address, log, whenBroken);
  }

  /** The listener for one tunnel: its log and all others. */
  Observer of(String name, EventLog log) {
    return new Observer(name, log);
  }

  /** Receives the events of one tunnel. */
  final class Observer implements TunnelListener {
    private final String name;
    private final EventLog log;
    private final TunnelStatus status;
    private final Optional<TunnelListener> counter;

    private Observer(String name, EventLog log) {
      this.name = name;
      this.log = log;
      this.status = new TunnelStatus(name, log.suspected(), InstantSource.system());
      this.counter = metrics.map(all -> all.of(name));
    }

    @Override
    public void onEvent(TunnelEvent event) {
      if (event instanceof TunnelEvent.InternalFailure) {
        // First: what failed may be the memory that the log needs.
        whenBroken.run();
      }
      log.onEvent(event);
      idle.onEvent(event);
      status.onEvent(event);
      counter.ifPresent(listener -> listener.onEvent(event));
    }

    /** The tunnel whose events these are. */
    void opened(Tunnel tunnel) {
      notStarted.remove(name);
      metrics.ifPresent(all -> all.bytesOf(name, tunnel::bytes));
      status.sessionsOf(tunnel::sessions);
      tunnels.add(new OpenTunnel(tunnel, status));
    }
  }

  /** Where a tunnel that was opened listens and leads, from now on. */
  void at(Tunnel tunnel, TunnelStatus.Place place) {
    statuses(tunnel).forEach(status -> status.at(place));
  }

  private Stream<TunnelStatus> statuses(Tunnel tunnel) {
    return tunnels.stream().filter(one -> one.tunnel().equals(tunnel)).map(OpenTunnel::status);
  }

  private Status status() {
    return new Status(
        Instant.now(), current().map(TunnelStatus::snapshot).toList(), List.copyOf(notStarted));
  }

  private Stream<TunnelStatus> current() {
    forgetEnded();
    return tunnels.stream().map(OpenTunnel::status);
  }

  /** Those that listen no more and whose last session has ended. */
  private void forgetEnded() {
    tunnels.removeIf(one ->
        retired.contains(one.tunnel())
            && one.tunnel().sessions().isEmpty()
            && retired.remove(one.tunnel()));
  }

  /** A tunnel that listens no more; another one may have its name later. */
  void retired(String name, Tunnel tunnel) {
    retired.add(tunnel);
    statuses(tunnel).forEach(TunnelStatus::stoppedListening);
    forgetEnded();
    closed(name);
  }

  /** A name that is no longer wanted, or whose tunnel is replaced. */
  void closed(String name) {
    notStarted.remove(name);
    metrics.ifPresent(all -> all.closed(name));
  }

  /** How browsers use the proxy, from now on. */
  void proxyScript(String script) {
    metrics.ifPresent(all -> all.proxyScript(script));
  }

  /** A tunnel that could not be started. */
  void notStarted(String name) {
    notStarted.addIfAbsent(name);
    metrics.ifPresent(all -> all.notStarted(name));
  }

  /** Whether new connections are served now. */
  void ready(boolean now) {
    metrics.ifPresent(all -> all.ready(now));
  }

  /** Connections that are open now, in all tunnels. */
  int openConnections() {
    return idle.open();
  }

  /** From now on {@code /healthz} reports this. */
  void healthBy(SystemdNotifier.Health health) {
    metrics.ifPresent(all -> all.healthBy(health));
  }

  void printTable(EventLog log) {
    List<TunnelStatus> all = current().toList();
    all.stream()
        .flatMap(status -> StatusTable.lines(status.snapshot(), all.size() == 1).stream())
        .forEach(line -> log.note(LogEvent.STATUS, line.text(), line.fields()));
  }

  /** Calls {@code action} once when no connection was open for {@code limit}. */
  void whenIdle(Duration limit, Runnable action) {
    Thread.ofPlatform()
        .name("idle")
        .daemon()
        .start(() -> {
          try {
            idle.await(limit);
            action.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    metrics.ifPresent(Metrics::close);
  }
}
