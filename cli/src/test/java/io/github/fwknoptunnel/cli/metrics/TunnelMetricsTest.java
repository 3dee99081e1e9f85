package io.github.fwknoptunnel.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TunnelMetricsTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TunnelMetrics metrics = new TunnelMetrics(registry);
  private final TunnelListener home = metrics.of("home");
  private final List<String> notStarted = new ArrayList<>();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicBoolean healthy = new AtomicBoolean(true);
  private final HttpClient http = HttpClient.newHttpClient();
  private MetricsServer server;

  @BeforeEach
  void serve() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        MetricsServer.start(
            any, registry, new MetricsServer.State(ready::get, healthy::get, () -> notStarted));
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void metric(String line) throws Exception {
    String text = get("/metrics").body();
    assertTrue(text.lines().anyMatch(line::equals), () -> line + " is not in\n" + text);
  }

  private void knock(long connection) {
    home.onEvent(
        new TunnelEvent.KnockSent(connection, new KnockResult.PacketSent("server:62201", 226)));
  }

  private void close(long connection) {
    home.onEvent(
        new TunnelEvent.Closed(
            connection,
            CloseReason.CLIENT_CLOSED,
            new ByteCounts(7, 9),
            Duration.ofSeconds(1),
            Optional.of(Duration.ofMillis(112))));
  }

  @Test
  void keepsNothingOfAKnockThatIsReportedAfterTheEnd() throws Exception {
    home.onEvent(new TunnelEvent.Accepted(1, CLIENT));
    close(1);
    knock(1);
    // Were the knock remembered, this would be a client that was knocked for.
    home.onEvent(new TunnelEvent.Connected(1, Duration.ofMillis(1)));
    metric("fwknop_tunnel_knocks_total{tunnel=\"home\"} 1.0");
    metric("fwknop_tunnel_connections_reusing_access_total{tunnel=\"home\"} 1.0");
  }

  @Test
  void countsRequestsOfAProxyByRouteAndNotByTarget() throws Exception {
    assertFalse(get("/metrics").body().contains("route"), "no proxy, no routes");
    TunnelConfig.HostAndPort target = new TunnelConfig.HostAndPort("db.example.com", 5432);
    home.onEvent(new TunnelEvent.Accepted(1, CLIENT));
    home.onEvent(new TunnelEvent.TargetNamed(1, target, "*.example.com=direct", false));
    home.onEvent(
        new TunnelEvent.ConnectFailed(1, new ConnectFailure.NameNotResolved("db.example.com")));
    close(1);
    home.onEvent(new TunnelEvent.Accepted(2, CLIENT));
    home.onEvent(
        new TunnelEvent.RequestRejected(
            2, Optional.of(target), TunnelEvent.RequestRejected.Reason.NO_RULE));
    close(2);
    String route = "tunnel=\"home\"";
    metric("fwknop_tunnel_route_requests_total{route=\"*.example.com=direct\"," + route + "} 1.0");
    metric(
        "fwknop_tunnel_route_connect_failures_total{reason=\"name_not_resolved\","
            + "route=\"*.example.com=direct\","
            + route
            + "} 1.0");
    metric(
        "fwknop_tunnel_route_bytes_total{direction=\"downstream\",route=\"*.example.com=direct\","
            + route
            + "} 9.0");
    metric("fwknop_tunnel_requests_refused_total{reason=\"no_rule\"," + route + "} 1.0");
    assertFalse(get("/metrics").body().contains("db.example.com"), "targets are private");
  }

  @Test
  void aRouteThatDoesNotKnockReusesNoAccess() throws Exception {
    home.onEvent(new TunnelEvent.Accepted(1, CLIENT));
    knock(1);
    for (boolean knocks : new boolean[] {true, false}) {
      home.onEvent(new TunnelEvent.Accepted(2, CLIENT));
      TunnelConfig.HostAndPort target = new TunnelConfig.HostAndPort("db.example.com", 5432);
      home.onEvent(new TunnelEvent.TargetNamed(2, target, "*=…", knocks));
      home.onEvent(new TunnelEvent.Connected(2, Duration.ofMillis(1)));
    }
    metric("fwknop_tunnel_connections_reusing_access_total{tunnel=\"home\"} 1.0");
  }

  @Test
  void anIpv4AddressIsNotServedOverIpv6() throws Exception {
    InetSocketAddress all = new InetSocketAddress("0.0.0.0", 0);
    var state = new MetricsServer.State(() -> true, () -> true, List::of);
    try (MetricsServer open = MetricsServer.start(all, registry, state)) {
      int port = open.address().getPort();
      URI ipv4 = URI.create("http://127.0.0.1:" + port + "/readyz");
      URI ipv6 = URI.create("http://[::1]:" + port + "/readyz");
      HttpRequest request = HttpRequest.newBuilder(ipv6).build();
      assertEquals(
          200,
          http.send(HttpRequest.newBuilder(ipv4).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode());
      assertThrows(
          IOException.class, () -> http.send(request, HttpResponse.BodyHandlers.discarding()));
    }
  }

  @Test
  void showsWhichTunnelsListen() throws Exception {
    metric("fwknop_tunnel_listening{tunnel=\"home\"} 0.0");
    home.onEvent(new TunnelEvent.Listening(CLIENT));
    metric("fwknop_tunnel_listening{tunnel=\"home\"} 1.0");
    metrics.notStarted("office");
    metric("fwknop_tunnel_listening{tunnel=\"office\"} 0.0");
    ready.set(true);
    notStarted.add("office");
    assertEquals("ready\nnot started: office\n", get("/readyz").body());
  }

  @Test
  void countsAConnectionFromKnockToEnd() throws Exception {
    home.onEvent(new TunnelEvent.Accepted(1, CLIENT));
    metric("fwknop_tunnel_connections_active{tunnel=\"home\"} 1.0");
    knock(1);
    knock(1);
    home.onEvent(
        new TunnelEvent.PortOpened(
            1, CLIENT, Duration.ofMillis(110), 2, 5, Instant.EPOCH, Instant.EPOCH));
    home.onEvent(new TunnelEvent.Connected(1, Duration.ofMillis(112)));
    metrics.bytesOf("home", () -> new ByteCounts(7, 9));
    metric("fwknop_tunnel_bytes_total{direction=\"upstream\",tunnel=\"home\"} 7.0");
    close(1);
    metric("fwknop_tunnel_connections_accepted_total{tunnel=\"home\"} 1.0");
    metric("fwknop_tunnel_connections_active{tunnel=\"home\"} 0.0");
    metric("fwknop_tunnel_connections_closed_total{reason=\"client_closed\",tunnel=\"home\"} 1.0");
    metric("fwknop_tunnel_bytes_total{direction=\"upstream\",tunnel=\"home\"} 7.0");
    metric("fwknop_tunnel_bytes_total{direction=\"downstream\",tunnel=\"home\"} 9.0");
    metric("fwknop_tunnel_knocks_total{tunnel=\"home\"} 2.0");
    metric("fwknop_tunnel_connections_reusing_access_total{tunnel=\"home\"} 0.0");
    metric("fwknop_tunnel_port_open_duration_seconds_bucket{tunnel=\"home\",le=\"0.1\"} 0");
    metric("fwknop_tunnel_port_open_duration_seconds_bucket{tunnel=\"home\",le=\"0.15\"} 1");
  }

  @Test
  void thePageNamesWhatIsCountedAndNothingElse() throws Exception {
    countsAConnectionFromKnockToEnd();
    countsWhyAPortStayedClosed();
    countsRequestsOfAProxyByRouteAndNotByTarget();
    Set<String> counted =
        get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ")[2])
            .collect(Collectors.toSet());
    Set<String> named =
        Pattern.compile("`(fwknop_tunnel_[a-z_]+)`")
            .matcher(Files.readString(Path.of("../docs/METRICS.md")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertEquals(counted, named);
  }

  @Test
  void aTunnelThatDoesNotKnockReusesNoAccess() throws Exception {
    home.onEvent(new TunnelEvent.Accepted(2, CLIENT));
    home.onEvent(new TunnelEvent.Connected(2, Duration.ofMillis(1)));
    metric("fwknop_tunnel_connections_reusing_access_total{tunnel=\"home\"} 0.0");
  }

  @Test
  void countsWhoCameThroughSomebodyElsesKnock() throws Exception {
    home.onEvent(new TunnelEvent.Accepted(1, CLIENT));
    knock(1);
    home.onEvent(new TunnelEvent.Accepted(2, CLIENT));
    home.onEvent(new TunnelEvent.Connected(2, Duration.ofMillis(1)));
    metric("fwknop_tunnel_connections_reusing_access_total{tunnel=\"home\"} 1.0");
  }

  @Test
  void countsWhyAPortStayedClosed() throws Exception {
    home.onEvent(new TunnelEvent.ConnectFailed(3, new ConnectFailure.NameNotResolved("nowhere")));
    metric(
        "fwknop_tunnel_connect_failures_total{reason=\"name_not_resolved\",tunnel=\"home\"} 1.0");
  }

  @Test
  void tellsHealthAndReadinessApart() throws Exception {
    assertEquals(200, get("/healthz").statusCode());
    assertEquals(503, get("/readyz").statusCode());
    ready.set(true);
    assertEquals("ready\n", get("/readyz").body());
    assertEquals(404, get("/readyz/more").statusCode());
  }

  @Test
  void healthIsReportedAsItIs() throws Exception {
    assertEquals(200, get("/healthz").statusCode());
    healthy.set(false);
    assertEquals(503, get("/healthz").statusCode());
    assertEquals("not responsive\n", get("/healthz").body());
  }

  @Test
  void theFirstPageLinksToTheOthersAndAnyOtherIsUnknown() throws Exception {
    HttpResponse<String> index = get("/");
    assertEquals("text/html; charset=utf-8", index.headers().firstValue("Content-Type").orElse(""));
    assertTrue(index.body().contains("href=\"/metrics\""), index.body());
    assertEquals(404, get("/other").statusCode());
    assertEquals(
        "text/plain; charset=utf-8",
        get("/healthz").headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void everySeriesExistsBeforeTheFirstEvent() throws Exception {
    String body = get("/metrics").body();
    for (String series :
        List.of(
            "connect_failures_total{reason=\"timed_out\",tunnel=\"home\"} 0",
            "connect_failures_total{reason=\"command_failed\",tunnel=\"home\"} 0",
            "connections_closed_total{reason=\"aborted\",tunnel=\"home\"} 0",
            "bytes_total{direction=\"upstream\",tunnel=\"home\"} 0",
            "connections_reusing_access_total{tunnel=\"home\"} 0")) {
      assertTrue(body.contains("fwknop_tunnel_" + series), series + " in " + body);
    }
  }
}
