package io.github.fwknoptunnel.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code /metrics}, {@code /healthz} (the process works) and {@code /readyz} (it listens)
 * over HTTP. Whoever asks slowly is cut off after ten seconds. Thread-safe.
 */
public final class MetricsServer implements AutoCloseable {
  private static final int THREADS = 2;

  private final PrometheusRegistry registry;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("metrics-", 0).factory());

  private MetricsServer(PrometheusRegistry registry, HttpServer server, BooleanSupplier ready) {
    this.registry = registry;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/metrics", this::metrics);
    server.createContext("/healthz", exchange -> answer(exchange, 200, "ok\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          boolean isReady = ready.getAsBoolean();
          answer(exchange, isReady ? 200 : 503, isReady ? "ready\n" : "not ready\n");
        });
  }

  /**
   * Opens the port and serves.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static MetricsServer start(
      InetSocketAddress address, PrometheusRegistry registry, BooleanSupplier ready)
      throws IOException {
    // The server of the JDK waits for ever otherwise, and its two threads are soon held.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    MetricsServer metrics = new MetricsServer(registry, HttpServer.create(address, 0), ready);
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
    exchange
        .getResponseHeaders()
        .set("Content-Type", PrometheusTextFormatWriter.create().getContentType());
    answer(exchange, 200, text.toString(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      if (!exchange.getHttpContext().getPath().equals(exchange.getRequestURI().getPath())) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : body.length);
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
