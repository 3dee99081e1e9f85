package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.net.HostResolver;
import io.github.fwknoptunnel.spa.net.Ports;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;

/**
 * The destination of packets. Its address is resolved by the caller, so that knock and connection
 * use the same one.
 *
 * @param name as the user wrote it, for the {@code Host} header of HTTP
 * @param address IPv4 for fwknopd, which does not support IPv6
 * @param port of the SPA service, 1 to 65535
 */
public record SpaServer(String name, InetAddress address, int port) {
  /** The port that fwknopd listens on unless configured otherwise, UDP. */
  public static final int DEFAULT_PORT = 62201;

  /** Checks the port. */
  public SpaServer {
    if (!Ports.inRange(port)) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /**
   * Resolves a server at the default port. Blocks.
   *
   * @param name host name or IPv4 address
   * @return the server at the first IPv4 address of its name
   * @throws UnknownHostException if there is no such name, or it has IPv6 addresses only
   */
  public static SpaServer resolve(String name) throws UnknownHostException {
    return resolve(name, DEFAULT_PORT);
  }

  /**
   * Resolves a server. Blocks.
   *
   * @param name host name or IPv4 address
   * @param port 1 to 65535
   * @return the server at the first IPv4 address of its name
   * @throws UnknownHostException if there is no such name, or it has IPv6 addresses only
   */
  public static SpaServer resolve(String name, int port) throws UnknownHostException {
    InetAddress first =
        HostResolver.resolve(name, Inet4Address.class::isInstance).stream()
            .findFirst()
            .orElseThrow(() ->
                new UnknownHostException(
                    name + " has no IPv4 address; fwknop servers hear IPv4 only"));
    return new SpaServer(name, first, port);
  }

  /**
   * {@return the same server at a random port from 10000 to 65534, for servers that listen on all
   * ports} The reference client computes the port from the encrypted nonce, which reveals five
   * digits of the nonce; the port chosen here is independent of the packet.
   *
   * @param random cryptographically strong, so that the port cannot be predicted
   */
  public SpaServer withRandomPort(RandomGenerator random) {
    return new SpaServer(name, address, Ports.random(random));
  }

  /** {@return address and port} */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  @Override
  public String toString() {
    String text = address.getHostAddress();
    return (address instanceof Inet4Address ? text : "[" + text + "]") + ":" + port;
  }
}
