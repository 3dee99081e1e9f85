package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.OwnAddresses;
import io.github.fwknoptunnel.cli.metrics.MetricsServer;
import io.github.fwknoptunnel.cli.metrics.Status;
import io.github.fwknoptunnel.cli.metrics.TunnelMetrics;
import io.github.fwknoptunnel.cli.service.SystemdNotifier;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What {@code --metrics} serves. Its classes are loaded only if it is given. */
public final class Metrics implements AutoCloseable {
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(1);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TunnelMetrics metrics = new TunnelMetrics(registry);
  private final AtomicBoolean ready = new AtomicBoolean();
  private volatile SystemdNotifier.Health health = timeout -> true;
  private volatile String proxyScript = "";
  private final MetricsServer server;

  private Metrics(InetSocketAddress address, List<String> notStarted, Supplier<Status> status)
      throws IOException {
    server =
        MetricsServer.start(
            address,
            registry,
            new MetricsServer.State(
                ready::get, this::isHealthy, () -> notStarted, () -> proxyScript, status));
  }

  /**
   * Opens the port.
   *
   * @param notStarted names of tunnels that are missing, as they are at any time
   */
  static Metrics serve(
      InetSocketAddress address, EventLog log, List<String> notStarted, Supplier<Status> status)
      throws CliException {
    try {
      if (address.isUnresolved()) {
        throw new IOException("not an address or a known name");
      }
      Optional<String> objection = OwnAddresses.objection(address.getAddress());
      if (objection.isPresent()) {
        throw new IOException(objection.get());
      }
      Metrics metrics = new Metrics(address, notStarted, status);
      int port = metrics.server.address().getPort();
      String where = AddressFormatter.of(new InetSocketAddress(address.getAddress(), port));
      log.note(LogEvent.METRICS, "metrics at http://" + where + "/metrics");
      if (!address.getAddress().isLoopbackAddress()) {
        log.warn("other hosts on the network can read the metrics at " + where);
      }
      return metrics;
    } catch (IOException e) {
      throw new CliException(
          new CliError(
              ExitStatus.CANNOT_LISTEN,
              "cannot serve metrics on " + AddressFormatter.of(address) + ": " + e.getMessage(),
              "use an address of this machine and a free port"),
          e);
    }
  }

  TunnelListener of(String name) {
    return metrics.of(name);
  }

  /** A tunnel that is no longer wanted. */
  void closed(String name) {
    metrics.closed(name);
  }

  void bytesOf(String name, Supplier<ByteCounts> bytes) {
    metrics.bytesOf(name, bytes);
  }

  /** What {@code /proxy.pac} is from now on. */
  void proxyScript(String script) {
    proxyScript = script;
  }

  /** A tunnel that is missing. */
  void notStarted(String name) {
    metrics.notStarted(name);
  }

  void healthBy(SystemdNotifier.Health newHealth) {
    health = newHealth;
  }

  private boolean isHealthy() {
    try {
      return health.isHealthy(HEALTH_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void ready(boolean now) {
    ready.set(now);
  }

  @Override
  public void close() {
    server.close();
  }
}
