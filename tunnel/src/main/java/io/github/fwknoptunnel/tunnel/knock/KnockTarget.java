package io.github.fwknoptunnel.tunnel.knock;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The port to knock at.
 *
 * @param host as the user named it
 * @param address what the name stands for in this opening: knock and connection use the same one
 * @param port of the service behind the port
 * @param connection number of the connection that asked first
 */
public record KnockTarget(String host, InetAddress address, int port, long connection) {
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }
}
