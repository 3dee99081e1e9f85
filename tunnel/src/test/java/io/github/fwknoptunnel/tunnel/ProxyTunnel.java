package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A tunnel whose clients name their targets, and such clients played byte by byte. */
final class ProxyTunnel implements AutoCloseable {
  static final String GREETED = "0500";
  static final String CONNECTED = "05000001000000000000";

  final Events events = new Events();
  final Tunnel tunnel;

  private ProxyTunnel(TunnelConfig config) throws IOException {
    this.tunnel = Tunnel.open(config, events);
  }

  /** Everything is allowed, without a knock. */
  static ProxyTunnel open() throws IOException {
    return open(target -> Optional.of(new Route.Direct("*=direct")));
  }

  static ProxyTunnel open(TunnelConfig.Router router) throws IOException {
    return open(router, builder -> builder);
  }

  static ProxyTunnel open(TunnelConfig.Router router, UnaryOperator<TunnelConfig.Builder> change)
      throws IOException {
    TunnelConfig.Builder config =
        TunnelConfig.builder(router).connectTimeout(Duration.ofMillis(1500));
    return new ProxyTunnel(change.apply(config).build());
  }

  Socket connect() throws IOException {
    return Peers.connect(tunnel.address());
  }

  /** Greeting and request for a name or an address, which is named as text. */
  static byte[] socks(HostAndPort target) {
    byte[] host = target.host().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {5, 1, 0, 5, 1, 0, 3, (byte) host.length});
    bytes.writeBytes(host);
    bytes.write(target.port() >> 8);
    bytes.write(target.port());
    return bytes.toByteArray();
  }

  static byte[] http(HostAndPort target) {
    return ("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A client that asks for a target. */
  Socket ask(byte[] request) throws IOException {
    Socket client = connect();
    client.getOutputStream().write(request);
    return client;
  }

  /** A SOCKS5 client that is connected. */
  Socket through(HostAndPort target) throws IOException {
    Socket client = ask(socks(target));
    String reply = read(client, 12);
    if (!reply.equals(GREETED + CONNECTED)) {
      client.close();
      throw new IOException("answered " + reply);
    }
    return client;
  }

  /** The next bytes, in hexadecimal digits. */
  static String read(Socket client, int count) throws IOException {
    return HexFormat.of().formatHex(client.getInputStream().readNBytes(count));
  }

  /** Everything up to an orderly end. */
  static String readAll(Socket client) throws IOException {
    return HexFormat.of().formatHex(client.getInputStream().readAllBytes());
  }

  static String readText(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    tunnel.close();
  }
}
