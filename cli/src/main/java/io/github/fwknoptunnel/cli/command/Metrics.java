package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.ServiceOptions;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.metrics.MetricsServer;
import io.github.fwknoptunnel.cli.metrics.TunnelMetrics;
import io.github.fwknoptunnel.cli.service.ServiceManager;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.cli.words.OwnAddresses;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --metrics} serves. Its classes are loaded only if it is given. */
final class Metrics implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?<host>\\[[^\\[\\]]+\\]|[^:\\[\\]]+):)?(?<port>[0-9]{1,5})");
  private static final int HIGHEST_PORT = 65535;
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(1);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TunnelMetrics metrics = new TunnelMetrics(registry);
  private final AtomicBoolean ready = new AtomicBoolean();
  private volatile ServiceManager.Health health = patience -> true;
  private final List<String> notStarted = new CopyOnWriteArrayList<>();
  private final MetricsServer server;

  private Metrics(InetSocketAddress address) throws IOException {
    server =
        MetricsServer.start(
            address,
            registry,
            new MetricsServer.State(ready::get, this::isHealthy, () -> notStarted));
  }

  static Metrics serve(InetSocketAddress address, EventLog log) throws ProblemException {
    try {
      if (address.isUnresolved()) {
        throw new IOException("it is no address and no known name");
      }
      Optional<String> objection = OwnAddresses.objection(address.getAddress());
      if (objection.isPresent()) {
        throw new IOException(objection.get());
      }
      Metrics metrics = new Metrics(address);
      int port = metrics.server.address().getPort();
      String where = AddressWords.of(new InetSocketAddress(address.getAddress(), port));
      log.note("metrics", "metrics at http://" + where + "/metrics");
      if (!address.getAddress().isLoopbackAddress()) {
        log.warn("warning", "others on the network can read the metrics at " + where);
      }
      return metrics;
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CANNOT_LISTEN,
              "cannot serve metrics on " + AddressWords.of(address) + ": " + e.getMessage(),
              ServiceOptions.METRICS + " takes an address of this machine and a port nobody uses"),
          e);
    }
  }

  static InetSocketAddress parse(String text) throws ProblemException {
    Matcher matcher = ADDRESS.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : -1;
    if (port < 0 || port > HIGHEST_PORT) {
      throw Arguments.bad(
          ServiceOptions.METRICS, text, "a port, or an address and a port as in 127.0.0.1:9110");
    }
    String host = matcher.group("host");
    return new InetSocketAddress(
        host == null ? "127.0.0.1" : host.replaceAll("[\\[\\]]", ""), port);
  }

  TunnelListener of(String name) {
    return metrics.of(name);
  }

  /** A tunnel that is missing. */
  void notStarted(String name) {
    notStarted.add(name);
    metrics.notStarted(name);
  }

  void healthBy(ServiceManager.Health newHealth) {
    health = newHealth;
  }

  private boolean isHealthy() {
    try {
      return health.isGood(HEALTH_LIMIT);
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
