package io.github.fwknoptunnel.spa.transport;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/**
 * Where packets go. Resolved by the caller, so that knock and connect use one and the same address.
 *
 * @param name as the user wrote it, for the {@code Host} line of HTTP
 * @param address servers hear IPv4 only
 * @param port of the SPA service, 62201 unless configured otherwise
 */
public record SpaServer(String name, Inet4Address address, int port) {
  public static final int DEFAULT_PORT = 62201;

  private static final int LOWEST_RANDOM_PORT = 10000;
  private static final int HIGHEST_RANDOM_PORT = 65534;

  public SpaServer {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /**
   * The same server at a random port, for servers that listen to all of them. The reference client
   * computes it from the encrypted nonce and so gives five digits of it away; this one is drawn
   * afresh, from the same range.
   *
   * @param random cryptographically strong, or the port can be foreseen
   */
  public SpaServer withRandomPort(RandomGenerator random) {
    return new SpaServer(
        name, address, random.nextInt(LOWEST_RANDOM_PORT, HIGHEST_RANDOM_PORT + 1));
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  @Override
  public String toString() {
    return address.getHostAddress() + ":" + port;
  }
}
