package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.transport.TransportException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Carries a packet as the path of an HTTP request, for networks that allow nothing else. The
 * request has the same bytes as that of the 2.6.10 client (PROTOCOL.md, Transports); the response
 * is not read. Thread-safe.
 *
 * @param userAgent value of the {@code User-Agent} header
 * @param proxy used instead of a connection to the server; it resolves the server's name itself
 * @param connectTimeout at least a millisecond; resolving the proxy's name comes on top
 */
public record HttpTransport(UserAgent userAgent, Optional<HttpProxy> proxy, Duration connectTimeout)
    implements SpaTransport {
  /** Servers read one captured frame of at most 1500 bytes (PROTOCOL.md, Limits). */
  static final int MAX_REQUEST = 1434;

  /** Keeps a name from adding lines to the request or an end to the path. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Checks the timeout. */
  public HttpTransport {
    SingleSegmentSender.check(connectTimeout);
  }

  /** Connects directly to the server, with the default user agent and a timeout of five seconds. */
  public HttpTransport() {
    this(UserAgent.DEFAULT, Optional.empty(), SingleSegmentSender.CONNECT_TIMEOUT);
  }

  /**
   * {@return the same transport with a proxy}
   *
   * @param proxy used instead of a connection to the server
   */
  public HttpTransport through(HttpProxy proxy) {
    return new HttpTransport(userAgent, Optional.of(proxy), connectTimeout);
  }

  @Override
  public void send(SpaPacket packet, SpaServer server) throws IOException {
    if (!HOST.matcher(server.name()).matches()) {
      throw new TransportException(Reason.NAME_NOT_FOR_HTTP, server.name());
    }
    byte[] request = request(packet, server).getBytes(StandardCharsets.US_ASCII);
    if (request.length > MAX_REQUEST) {
      throw new TransportException(Reason.REQUEST_TOO_LONG, Integer.toString(request.length));
    }
    SingleSegmentSender.send(request, nextHop(server), connectTimeout);
  }

  private String request(SpaPacket packet, SpaServer server) {
    String path = "/" + packet.wire().replace('+', '-').replace('/', '_');
    String target = proxy.isPresent() ? "http://" + server.name() + path : path;
    return String.join(
        "\r\n",
        "GET " + target + " HTTP/1.0",
        "User-Agent: " + userAgent,
        "Accept: */*",
        // The proxy's own name where there is one: odd, and what the reference client sends.
        "Host: " + proxy.map(HttpProxy::host).orElse(server.name()),
        "Connection: close",
        "",
        "");
  }

  private InetSocketAddress nextHop(SpaServer server) throws IOException {
    if (proxy.isEmpty()) {
      return server.socketAddress();
    }
    HttpProxy hop = proxy.get();
    return new InetSocketAddress(
        InetAddress.getByName(hop.host()), hop.port().orElse(server.port()));
  }
}
