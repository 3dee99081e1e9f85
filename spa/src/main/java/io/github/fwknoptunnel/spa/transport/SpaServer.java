package io.github.fwknoptunnel.spa.transport;

import java.net.Inet4Address;
import java.net.InetSocketAddress;

/**
 * Where packets go. Resolved by the caller, so that knock and connect use one and the same address.
 *
 * @param name as the user wrote it, for the {@code Host} line of HTTP
 * @param address servers hear IPv4 only
 * @param port of the SPA service, 62201 unless configured otherwise
 */
public record SpaServer(String name, Inet4Address address, int port) {
  public static final int DEFAULT_PORT = 62201;

  public SpaServer {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  @Override
  public String toString() {
    return address.getHostAddress() + ":" + port;
  }
}
