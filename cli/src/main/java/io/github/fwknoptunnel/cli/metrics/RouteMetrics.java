package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts by route what clients of a proxy do. Targets are no labels: there may be any number, and
 * they reveal where users go. Registered with the first request, so that other tunnels show nothing
 * of it (docs/SOCKS.md). Thread-safe.
 */
final class RouteMetrics {
  private final PrometheusRegistry registry;
  private Optional<Counters> counters = Optional.empty();

  private record Counters(Counter requests, Counter failures, Counter refused, Counter bytes) {}

  RouteMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  private synchronized Counters counters() {
    if (counters.isEmpty()) {
      counters =
          Optional.of(
              new Counters(
                  counter("route_requests", "Requests that a route allows", "tunnel", "route"),
                  counter(
                      "route_connect_failures",
                      "Requests that could not be connected",
                      "tunnel",
                      "route",
                      "reason"),
                  counter("requests_refused", "Requests that were refused", "tunnel", "reason"),
                  counter(
                      "route_bytes",
                      "Payload bytes of connections that are over",
                      "tunnel",
                      "route",
                      "direction")));
    }
    return counters.get();
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("fwknop_tunnel_" + name)
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  /**
   * The listener for one tunnel.
   *
   * @param tunnel becomes the label {@code tunnel}
   */
  TunnelListener of(String tunnel) {
    Map<Long, String> routes = new ConcurrentHashMap<>();
    return event -> {
      switch (event) {
        case TunnelEvent.TargetNamed named -> {
          routes.put(named.connection(), named.rule());
          counters().requests.labelValues(tunnel, named.rule()).inc();
        }
        case TunnelEvent.RequestRejected refused ->
            counters().refused.labelValues(tunnel, refused.reason().code()).inc();
        case TunnelEvent.ConnectFailed failed ->
            Optional.ofNullable(routes.get(failed.connection()))
                .ifPresent(route ->
                    counters().failures.labelValues(tunnel, route, failed.failure().code()).inc());
        case TunnelEvent.Closed over ->
            Optional.ofNullable(routes.remove(over.connection()))
                .ifPresent(route -> count(tunnel, route, over.bytes()));
        default -> {
          // Not of a request.
        }
      }
    };
  }

  private void count(String tunnel, String route, ByteCounts bytes) {
    counters().bytes.labelValues(tunnel, route, "upstream").inc(bytes.upstream());
    counters().bytes.labelValues(tunnel, route, "downstream").inc(bytes.downstream());
  }
}
