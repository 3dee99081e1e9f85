package io.github.fwknoptunnel.cli.metrics;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.relay.Ending;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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
  private final Counter notOpened;
  private final Counter bytes;
  private final Counter knocks;
  private final Histogram timeToOpen;

  /** Registers all metrics; once for a registry. */
  public TunnelMetrics(PrometheusRegistry registry) {
    accepted = counter("connections_accepted", "Clients accepted", "tunnel").register(registry);
    open =
        Gauge.builder()
            .name("fwknop_tunnel_connections_open")
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
        counter("connections_closed", "Connections that are over", "tunnel", "ending")
            .register(registry);
    notOpened =
        counter("openings_failed", "Clients the remote port stayed closed for", "tunnel", "cause")
            .register(registry);
    bytes =
        counter("bytes", "Payload bytes of closed connections", "tunnel", "direction")
            .register(registry);
    knocks =
        counter("knocks", "Knocks sent, repeated, or shared", "tunnel", "kind").register(registry);
    timeToOpen =
        Histogram.builder()
            .name("fwknop_tunnel_time_to_open_seconds")
            .help("From the first knock to the first connection")
            .classicUpperBounds(.025, .05, .075, .1, .15, .2, .3, .5, 1, 2, 5, 10)
            .classicOnly()
            .labelNames("tunnel")
            .register(registry);
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

  /** A tunnel that could not be started has this series alone. */
  public void notStarted(String name) {
    listening.labelValues(name).set(0);
  }

  private final class Listener implements TunnelListener {
    private final String tunnel;

    /** Whether each client that is connected now was knocked for. */
    private final Map<Long, Boolean> knocked = new ConcurrentHashMap<>();

    Listener(String tunnel) {
      this.tunnel = tunnel;
      accepted.initLabelValues(tunnel);
      open.initLabelValues(tunnel);
      listening.initLabelValues(tunnel);
      // A rate needs a value before the first event.
      timeToOpen.initLabelValues(tunnel);
      List.of("up", "down").forEach(direction -> bytes.initLabelValues(tunnel, direction));
      List.of("sent", "repeated", "shared").forEach(kind -> knocks.initLabelValues(tunnel, kind));
      for (Ending ending : Ending.values()) {
        closed.initLabelValues(tunnel, label(ending));
      }
      causes(OpenFailure.class).forEach(cause -> notOpened.initLabelValues(tunnel, cause));
    }

    @Override
    public void happened(TunnelEvent event) {
      switch (event) {
        case TunnelEvent.Listening ignored -> listening.labelValues(tunnel).set(1);
        case TunnelEvent.Accepted client -> {
          knocked.put(client.connection(), false);
          accepted.labelValues(tunnel).inc();
          open.labelValues(tunnel).inc();
        }
        case TunnelEvent.Knocked knock
            when knock.receipt() instanceof KnockReceipt.PacketShared -> {
          // Counted where the packet was sent.
        }
        case TunnelEvent.Knocked knock -> knock(knock.connection());
        case TunnelEvent.Opened opened ->
            timeToOpen.labelValues(tunnel).observe(seconds(opened.took()));
        case TunnelEvent.Connected connected -> shared(connected.connection());
        case TunnelEvent.NotOpened failure ->
            notOpened
                .labelValues(tunnel, label(failure.failure().getClass().getSimpleName()))
                .inc();
        case TunnelEvent.Closed over -> closed(over);
        default -> {
          // The log tells of the rest.
        }
      }
    }

    private void knock(long connection) {
      // An opening may finish its knock after the client has left: nothing is kept of that one.
      Boolean before = knocked.replace(connection, true);
      knocks.labelValues(tunnel, Boolean.TRUE.equals(before) ? "repeated" : "sent").inc();
    }

    /** Came through without a knock of its own. */
    private void shared(long connection) {
      if (!Boolean.TRUE.equals(knocked.get(connection))) {
        knocks.labelValues(tunnel, "shared").inc();
      }
    }

    private void closed(TunnelEvent.Closed over) {
      knocked.remove(over.connection());
      open.labelValues(tunnel).dec();
      closed.labelValues(tunnel, label(over.ending())).inc();
      bytes.labelValues(tunnel, "up").inc(over.totals().up());
      bytes.labelValues(tunnel, "down").inc(over.totals().down());
    }
  }

  private static String label(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }

  /** All labels of the failures of a sealed type. */
  private static Stream<String> causes(Class<?> type) {
    Class<?>[] kinds = type.getPermittedSubclasses();
    return kinds == null
        ? Stream.of(label(type.getSimpleName()))
        : Arrays.stream(kinds).flatMap(TunnelMetrics::causes);
  }

  /** {@code NameNotResolved} as {@code name_not_resolved}. */
  private static String label(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }
}
