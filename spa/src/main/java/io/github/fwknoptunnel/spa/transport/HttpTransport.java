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
 * A web request with the packet as its path, for networks that let nothing else out. Byte for byte
 * that of the 2.6.10 client (PROTOCOL.md, Transports); the answer is not read.
 *
 * @param proxy connected to instead of the server, whose name it resolves itself
 * @param connectTimeout at least a millisecond; looking up the proxy's name comes on top
 */
public record HttpTransport(UserAgent userAgent, Optional<HttpProxy> proxy, Duration connectTimeout)
    implements SpaTransport {
  /** Servers look at one captured frame of at most 1500 bytes (PROTOCOL.md, Limits). */
  static final int MAX_REQUEST = 1434;

  /** Keeps a name from adding lines to the request or an end to the path. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+");

  public HttpTransport {
    SingleSegmentSender.check(connectTimeout);
  }

  /** Straight to the server, as the reference client does it. */
  public HttpTransport() {
    this(UserAgent.DEFAULT, Optional.empty(), SingleSegmentSender.CONNECT_TIMEOUT);
  }

  /** The same by way of {@code proxy}. */
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
