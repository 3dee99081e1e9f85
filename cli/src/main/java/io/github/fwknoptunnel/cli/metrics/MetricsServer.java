package io.github.fwknoptunnel.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers {@code /metrics}, {@code /healthz} (clients are accepted and relayed), {@code /readyz}
 * (it listens) and {@code /proxy.pac} over HTTP. At most {@value #MAX_CONNECTIONS} connections are
 * open at a time, and a request takes two seconds at most. Thread-safe.
 */
public final class MetricsServer implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 32;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String INDEX =
      """
      <!DOCTYPE html>
      <title>fwknop-tunnel</title>
      <h1>fwknop-tunnel</h1>
      <ul>
      <li><a href="/metrics">/metrics</a>: Prometheus metrics
      <li><a href="/healthz">/healthz</a>: 200 if clients are accepted and relayed
      <li><a href="/readyz">/readyz</a>: 200 if the tunnel listens
      </ul>
      """;

  /**
   * What the probes report. All may be called at any time, by several threads.
   *
   * @param notStarted names of tunnels that could not be started
   * @param proxyScript by which browsers use the proxy; empty if there is none
   */
  public record State(
      BooleanSupplier ready,
      BooleanSupplier healthy,
      Supplier<List<String>> notStarted,
      Supplier<String> proxyScript) {
    /** Without a proxy. */
    public State(
        BooleanSupplier ready, BooleanSupplier healthy, Supplier<List<String>> notStarted) {
      this(ready, healthy, notStarted, () -> "");
    }
  }

  private final PrometheusRegistry registry;
  private final HttpServer server;

  /** The server of the JDK listens on both families where 0.0.0.0 was asked for. */
  private final boolean ipv4;

  // As many threads as connections: a slow client holds up none but its own.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("metrics-", 0).factory());

  private MetricsServer(PrometheusRegistry registry, HttpServer server, State state, boolean ipv4) {
    this.ipv4 = ipv4;
    this.registry = registry;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 200, "text/html; charset=utf-8", INDEX));
    server.createContext("/metrics", this::metrics);
    server.createContext(
        "/healthz", exchange -> probe(exchange, state.healthy(), "ok\n", "not responsive\n"));
    server.createContext("/proxy.pac", exchange -> proxyScript(exchange, state));
    server.createContext(
        "/readyz", exchange -> probe(exchange, state.ready(), ready(state), "not ready\n"));
  }

  /**
   * Opens the port and serves.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static MetricsServer start(
      InetSocketAddress address, PrometheusRegistry registry, State state) throws IOException {
    // The server of the JDK has no limits otherwise. It reads them once, when it is loaded.
    System.setProperty("jdk.httpserver.maxConnections", "" + MAX_CONNECTIONS);
    System.setProperty("sun.net.httpserver.maxReqTime", "2");
    System.setProperty("sun.net.httpserver.maxRspTime", "5");
    System.setProperty("sun.net.httpserver.idleInterval", "5");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "8");
    boolean ipv4 = address.getAddress() instanceof Inet4Address;
    MetricsServer metrics = new MetricsServer(registry, HttpServer.create(address, 0), state, ipv4);
    metrics.server.start();
    return metrics;
  }

  /** Where it listens, with the port that was chosen if none was given. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    String type = PrometheusTextFormatWriter.create().getContentType();
    answer(exchange, 200, type, text.toString(StandardCharsets.UTF_8));
  }

  private void proxyScript(HttpExchange exchange, State state) throws IOException {
    String script = state.proxyScript().get();
    if (script.isEmpty()) {
      answer(exchange, 404, TEXT, "there is no proxy (--socks)\n");
    } else {
      answer(exchange, 200, "application/x-ns-proxy-autoconfig", script);
    }
  }

  private static String ready(State state) {
    return "ready\n"
        + state.notStarted().get().stream()
            .map(name -> "not started: " + name + "\n")
            .collect(Collectors.joining());
  }

  private void probe(HttpExchange exchange, BooleanSupplier isGood, String yes, String no)
      throws IOException {
    boolean good = isGood.getAsBoolean();
    answer(exchange, good ? 200 : 503, TEXT, good ? yes : no);
  }

  private void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      if (ipv4 && !(exchange.getLocalAddress().getAddress() instanceof Inet4Address)) {
        return;
      }
      boolean known =
          exchange.getHttpContext().getPath().equals(exchange.getRequestURI().getPath());
      byte[] body = (known ? text : "not found\n").getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", known ? type : TEXT);
      exchange.sendResponseHeaders(known ? status : 404, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
