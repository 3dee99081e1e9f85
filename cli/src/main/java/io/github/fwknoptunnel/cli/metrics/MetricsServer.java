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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers {@code /metrics}, {@code /healthz} (clients are accepted and relayed), {@code /readyz}
 * (it listens), {@code /proxy.pac}, and the status over HTTP. At most {@value #MAX_CONNECTIONS}
 * connections are open at a time, and a request takes two seconds at most. Thread-safe.
 */
public final class MetricsServer implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 32;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  /** A host in its header that no name server has a say in, with or without a port. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "(localhost\\.?|[0-9.]+|\\[[0-9A-F:.]+\\])(:[0-9]*)?", Pattern.CASE_INSENSITIVE);

  /** They say nothing about anybody, and some that ask have names of their own for this host. */
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");

  private static final List<String> METHODS = List.of("GET", "HEAD");

  private record Answer(int status, String type, String text) {}

  /** Is asked only for requests that are not refused. */
  private interface Page {
    Answer answer() throws IOException;
  }

  /**
   * What the probes report. All may be called at any time, by several threads.
   *
   * @param notStarted names of tunnels that could not be started
   * @param proxyScript by which browsers use the proxy; empty if there is none
   * @param status what the tunnels are doing
   */
  public record State(
      BooleanSupplier ready,
      BooleanSupplier healthy,
      Supplier<List<String>> notStarted,
      Supplier<String> proxyScript,
      Supplier<Status> status) {
    /** Without a proxy and without tunnels. */
    public State(
        BooleanSupplier ready, BooleanSupplier healthy, Supplier<List<String>> notStarted) {
      this(
          ready,
          healthy,
          notStarted,
          () -> "",
          () -> new Status(Instant.now(), List.of(), notStarted.get()));
    }
  }

  private final PrometheusRegistry registry;
  private final HttpServer server;

  /** The JDK's server listens on both families for 0.0.0.0. */
  private final boolean ipv4;

  // As many threads as connections: a slow client holds up none but its own.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("metrics-", 0).factory());

  private MetricsServer(PrometheusRegistry registry, HttpServer server, State state, boolean ipv4) {
    this.ipv4 = ipv4;
    this.registry = registry;
    this.server = server;
    server.setExecutor(threads);
    serveStatus(state);
    page("/metrics", this::metrics);
    page("/healthz", () -> probe(state.healthy(), "ok\n", "not responsive\n"));
    page("/proxy.pac", () -> proxyScript(state));
    page("/readyz", () -> probe(state.ready(), ready(state), "not ready\n"));
  }

  private void serveStatus(State state) {
    page("/", () -> new Answer(200, HTML, StatusPage.of(state.status().get())));
    page("/status", () -> new Answer(200, "application/json", state.status().get().json() + "\n"));
    page("/status.txt", () -> new Answer(200, TEXT, StatusText.of(state.status().get())));
    file("status.css", "text/css");
    file("status.js", "text/javascript");
    file("status.svg", "image/svg+xml");
  }

  private void file(String name, String type) {
    page("/" + name, () -> new Answer(200, type + "; charset=utf-8", StatusPage.file(name)));
  }

  private void page(String path, Page page) {
    server.createContext(path, exchange -> serve(exchange, page));
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

  private Answer metrics() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    String type = PrometheusTextFormatWriter.create().getContentType();
    return new Answer(200, type, text.toString(StandardCharsets.UTF_8));
  }

  private static Answer proxyScript(State state) {
    String script = state.proxyScript().get();
    return script.isEmpty()
        ? new Answer(404, TEXT, "there is no proxy (--socks)\n")
        : new Answer(200, "application/x-ns-proxy-autoconfig", script);
  }

  private static String ready(State state) {
    return "ready\n"
        + state.notStarted().get().stream()
            .map(name -> "not started: " + name + "\n")
            .collect(Collectors.joining());
  }

  private static Answer probe(BooleanSupplier isOk, String yes, String no) {
    return isOk.getAsBoolean() ? new Answer(200, TEXT, yes) : new Answer(503, TEXT, no);
  }

  private void serve(HttpExchange exchange, Page page) throws IOException {
    try (exchange) {
      if (ipv4 && !(exchange.getLocalAddress().getAddress() instanceof Inet4Address)) {
        return;
      }
      Optional<Answer> refusal = refusal(exchange);
      Answer answer = refusal.isPresent() ? refusal.get() : page.answer();
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Content-Security-Policy", StatusPage.POLICY);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Optional<Answer> refusal(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    if (!exchange.getHttpContext().getPath().equals(path)) {
      return Optional.of(new Answer(404, TEXT, "not found\n"));
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
      return Optional.of(new Answer(405, TEXT, "use GET\n"));
    }
    return isRebound(exchange) && !PROBES.contains(path)
        ? Optional.of(new Answer(403, TEXT, "use this server's IP address or localhost\n"))
        : Optional.empty();
  }

  /**
   * A web page whose name an attacker's name server suddenly points at the loopback address must
   * not read who connects where.
   */
  private boolean isRebound(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return exchange.getLocalAddress().getAddress().isLoopbackAddress()
        && host != null
        && !LITERAL.matcher(host).matches();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
