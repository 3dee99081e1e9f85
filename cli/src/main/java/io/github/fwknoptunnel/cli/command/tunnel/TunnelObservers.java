package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.metrics.StatusTable;
import io.github.fwknoptunnel.cli.service.SystemdNotifier;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who hears what happens in the tunnels, beside the log. Thread-safe. */
final class TunnelObservers implements AutoCloseable {
  private final IdleWatch idle = new IdleWatch();
  private final Runnable whenBroken;
  private final List<StatusTable> tables = new CopyOnWriteArrayList<>();
  private final Optional<Metrics> metrics;

  private TunnelObservers(Optional<Metrics> metrics, Runnable whenBroken) {
    this.metrics = metrics;
    this.whenBroken = whenBroken;
  }

  /**
   * Opens the port of the metrics, if there is to be one.
   *
   * @param whenBroken called if a part of a tunnel has failed for good
   */
  static TunnelObservers open(
      Optional<InetSocketAddress> address, EventLog log, Runnable whenBroken) throws CliException {
    return new TunnelObservers(
        address.isPresent() ? Optional.of(Metrics.serve(address.get(), log)) : Optional.empty(),
        whenBroken);
  }

  /** The listener for one tunnel: its log and all others. */
  TunnelListener of(String name, EventLog log) {
    StatusTable table = new StatusTable(name, InstantSource.system());
    tables.add(table);
    Optional<TunnelListener> counter = metrics.map(all -> all.of(name));
    return event -> {
      if (event instanceof TunnelEvent.InternalFailure) {
        // First: what failed may be the memory that the log needs.
        whenBroken.run();
      }
      log.onEvent(event);
      idle.onEvent(event);
      table.onEvent(event);
      counter.ifPresent(listener -> listener.onEvent(event));
    };
  }

  /** A tunnel that was opened. */
  void opened(String name, Tunnel tunnel) {
    metrics.ifPresent(all -> all.bytesOf(name, tunnel::bytes));
  }

  /** How browsers use the proxy, from now on. */
  void proxyScript(String script) {
    metrics.ifPresent(all -> all.proxyScript(script));
  }

  /** A tunnel that could not be started. */
  void notStarted(String name) {
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
    tables.forEach(table -> table.lines().forEach(line -> log.note("status", line)));
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
