package io.github.fwknoptunnel.spa.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Opens channels of the family of an address; the JDK's default is a socket for both, whose IPv4
 * addresses look like IPv6 to the kernel. Closes those that are out of use.
 */
public final class Channels {
  private Channels() {}

  /** Opens a channel of one family. */
  private interface Opener<C> {
    C open(ProtocolFamily family) throws IOException;
  }

  /**
   * A channel for a connection to {@code address}; not connected.
   *
   * @throws NoRouteToHostException if this machine has no IPv6
   * @throws IOException if there is no descriptor left
   */
  public static SocketChannel stream(InetAddress address) throws IOException {
    return open(address, SocketChannel::open);
  }

  /**
   * The same to listen on {@code address}: on the IPv6 wildcard for both families.
   *
   * @throws NoRouteToHostException if this machine has no IPv6
   */
  public static ServerSocketChannel listening(InetAddress address) throws IOException {
    return open(address, ServerSocketChannel::open);
  }

  /** The same for datagrams. */
  public static DatagramChannel datagram(InetAddress address) throws IOException {
    return open(address, DatagramChannel::open);
  }

  /** Closes what nothing uses any more: it does not matter whether that fails. */
  public static void discard(@Nullable Channel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing is left to lose.
    }
  }

  private static <C> C open(InetAddress address, Opener<C> opener) throws IOException {
    try {
      return opener.open(
          address instanceof Inet6Address
              ? StandardProtocolFamily.INET6
              : StandardProtocolFamily.INET);
    } catch (UnsupportedOperationException e) {
      NoRouteToHostException noIpv6 = new NoRouteToHostException("this machine has no IPv6");
      noIpv6.initCause(e);
      throw noIpv6;
    }
  }
}
