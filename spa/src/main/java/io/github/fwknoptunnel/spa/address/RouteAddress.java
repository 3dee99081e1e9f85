package io.github.fwknoptunnel.spa.address;

import io.github.fwknoptunnel.spa.address.AddressException.Reason;
import io.github.fwknoptunnel.spa.message.AllowedSource;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/**
 * This machine's own address on the way to a server, for servers with no address translation in
 * between. Asks the routing table; sends nothing and does not block.
 */
public record RouteAddress(Inet4Address server) implements AddressResolver {
  /** Any will do: connecting a datagram socket only chooses the route. */
  private static final int PORT = 9;

  @Override
  public AllowedSource resolve() throws AddressException {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.connect(new InetSocketAddress(server, PORT));
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      return AddressScope.ANY.judge(toString(), local.getAddress().getHostAddress()).orThrow();
    } catch (IOException e) {
      throw new AddressException(new Attempt.Failed(toString(), Reason.NO_ROUTE, ""), e);
    }
  }

  @Override
  public String toString() {
    return "route@" + server.getHostAddress();
  }
}
