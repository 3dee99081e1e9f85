package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts what happens in tunnels. Names and labels are stable: alerts depend on them
 * (docs/METRICS.md). Thread-safe.
 */
public final class TunnelMetrics {
  private static final double NANOS = 1e9;

  private final Counter accepted;
  private final Gauge open;
  private final Gauge listening;
  private final Counter closed;
  private final Counter failures;
  private final Counter packets;
  private final Counter reused;
  private final Histogram timeToOpen;
  private final RouteMetrics routes;
  private final Map<String, Supplier<ByteCounts>> relayed = new ConcurrentHashMap<>();

  /** Registers all metrics; once for a registry. */
  public TunnelMetrics(PrometheusRegistry registry) {
    routes = new RouteMetrics(registry);
    accepted = counter("connections_accepted", "Clients accepted", "tunnel").register(registry);
    open =
        Gauge.builder()
            .name("fwknop_tunnel_connections_active")
            .help("Clients that are connected now")
            .labelNames("tunnel")
            .register(registry);
    listening =
        Gauge.builder()
            .name("fwknop_tunnel_listening")
            .help("Whether the tunnel was started: 1, or 0")
            .labelNames("tunnel")
            .register(registry);
    closed =
        counter("connections_closed", "Connections that are over", "tunnel", "reason")
            .register(registry);
    failures =
        counter("connect_failures", "Clients that could not be connected", "tunnel", "reason")
            .register(registry);
    CounterWithCallback.builder()
        .name("fwknop_tunnel_bytes")
        .help("Payload bytes relayed")
        .labelNames("tunnel", "direction")
        .callback(this::countBytes)
        .register(registry);
    packets = counter("knocks", "Packets sent, or commands run", "tunnel").register(registry);
    reused =
        counter("connections_reusing_access", "Clients that needed no knock of their own", "tunnel")
            .register(registry);
    timeToOpen =
        Histogram.builder()
            .name("fwknop_tunnel_port_open_duration_seconds")
            .help("Time from the first knock to the first connection")
            .classicUpperBounds(.025, .05, .075, .1, .15, .2, .3, .5, 1, 2, 5, 10)
            .classicOnly()
            .labelNames("tunnel")
            .register(registry);
  }

  /** Read at each scrape: counting each read would cost more than relaying it. */
  private void countBytes(CounterWithCallback.Callback counter) {
    relayed.forEach((tunnel, bytes) -> {
      ByteCounts now = bytes.get();
      counter.call((double) now.upstream(), tunnel, "upstream");
      counter.call((double) now.downstream(), tunnel, "downstream");
    });
  }

  private static Counter.Builder counter(String name, String help, String... labels) {
    return Counter.builder().name("fwknop_tunnel_" + name).help(help).labelNames(labels);
  }

  /**
   * The listener for one tunnel.
   *
   * @param name becomes the label {@code tunnel}
   */
  public TunnelListener of(String name) {
    return new Listener(name);
  }

  /**
   * Where the bytes of a tunnel are counted, besides those of former tunnels of this name.
   *
   * @param bytes never fall
   */
  public void bytesOf(String name, Supplier<ByteCounts> bytes) {
    relayed.merge(name, bytes, (former, now) -> () -> former.get().plus(now.get()));
  }

  /** A tunnel that is no longer wanted. Its counters stay. */
  public void closed(String name) {
    listening.remove(name);
  }

  /** A tunnel that could not be started has this series alone. */
  public void notStarted(String name) {
    listening.labelValues(name).set(0);
  }

  private final class Listener implements TunnelListener {
    private final String tunnel;
    private final TunnelListener byRoute;

    /** Whether each client that is connected now was knocked for. */
    private final Map<Long, Boolean> knocked = new ConcurrentHashMap<>();

    private volatile boolean knocks;

    Listener(String tunnel) {
      this.tunnel = tunnel;
      this.byRoute = routes.of(tunnel);
      accepted.initLabelValues(tunnel);
      open.initLabelValues(tunnel);
      listening.initLabelValues(tunnel);
      // A rate needs a value before the first event.
      timeToOpen.initLabelValues(tunnel);
      relayed.putIfAbsent(tunnel, () -> ByteCounts.NONE);
      packets.initLabelValues(tunnel);
      reused.initLabelValues(tunnel);
      for (CloseReason reason : CloseReason.values()) {
        closed.initLabelValues(tunnel, label(reason));
      }
      ConnectFailure.CODES.forEach(code -> failures.initLabelValues(tunnel, code));
    }

    @Override
    public void onEvent(TunnelEvent event) {
      byRoute.onEvent(event);
      switch (event) {
        case TunnelEvent.Listening ignored -> listening.labelValues(tunnel).set(1);
        case TunnelEvent.Accepted client -> {
          knocked.put(client.connection(), false);
          accepted.labelValues(tunnel).inc();
          open.labelValues(tunnel).inc();
        }
        // Where nothing is to be opened, nothing is reused.
        case TunnelEvent.TargetNamed named when !named.knocks() ->
            knocked.replace(named.connection(), true);
        case TunnelEvent.KnockSent knock when knock.result() instanceof KnockResult.PacketShared ->
            knocks = true; // Counted where the packet was sent.
        case TunnelEvent.KnockSent knock -> knock(knock.connection());
        case TunnelEvent.PortOpened opened ->
            timeToOpen.labelValues(tunnel).observe(seconds(opened.took()));
        case TunnelEvent.Connected connected -> connected(connected.connection());
        case TunnelEvent.ConnectFailed failure ->
            failures.labelValues(tunnel, failure.failure().code()).inc();
        case TunnelEvent.Closed over -> closed(over);
        default -> {
          // The log has the others.
        }
      }
    }

    private void knock(long connection) {
      knocks = true;
      // An attempt may finish its knock after the client has left: nothing is kept of that one.
      knocked.replace(connection, true);
      packets.labelValues(tunnel).inc();
    }

    private void connected(long connection) {
      if (knocks && !Boolean.TRUE.equals(knocked.get(connection))) {
        reused.labelValues(tunnel).inc();
      }
    }

    private void closed(TunnelEvent.Closed over) {
      knocked.remove(over.connection());
      open.labelValues(tunnel).dec();
      closed.labelValues(tunnel, label(over.reason())).inc();
    }
  }

  private static String label(CloseReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }
}
