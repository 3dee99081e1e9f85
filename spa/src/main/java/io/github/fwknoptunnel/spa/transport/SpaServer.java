package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.net.HostResolver;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;

/**
 * Where packets go. Resolved by the caller, so that knock and connect use one and the same address.
 *
 * @param name as the user wrote it, for the {@code Host} line of HTTP
 * @param address of IPv4 for the servers of fwknop, which hear nothing else
 * @param port of the SPA service, 62201 unless configured otherwise
 */
public record SpaServer(String name, InetAddress address, int port) {
  public static final int DEFAULT_PORT = 62201;

  private static final int LOWEST_RANDOM_PORT = 10000;
  private static final int HIGHEST_RANDOM_PORT = 65534;

  public SpaServer {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /** The server of this name at the usual port; else as {@link #resolve(String, int)}. */
  public static SpaServer resolve(String name) throws UnknownHostException {
    return resolve(name, DEFAULT_PORT);
  }

  /**
   * The server at the first IPv4 address of its name. Blocks.
   *
   * @throws UnknownHostException if there is no such name, or it has IPv6 addresses only
   */
  public static SpaServer resolve(String name, int port) throws UnknownHostException {
    InetAddress first =
        HostResolver.resolveIpv4(name).stream()
            .findFirst()
            .orElseThrow(() ->
                new UnknownHostException(
                    name + " has no IPv4 address; fwknop servers hear IPv4 only"));
    return new SpaServer(name, first, port);
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
    String text = address.getHostAddress();
    return (address instanceof Inet4Address ? text : "[" + text + "]") + ":" + port;
  }
}
