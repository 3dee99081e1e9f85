package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/**
 * This machine's own address on the way to a server, for servers with no address translation in
 * between. Asks the routing table; sends nothing and does not block.
 */
public record RouteAddress(Inet4Address server) implements PublicIpResolver {
  /** Any will do: connecting a datagram socket only chooses the route. */
  private static final int PORT = 9;

  @Override
  public AllowIp resolve() throws PublicIpException {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.connect(new InetSocketAddress(server, PORT));
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      return AcceptedRange.ANY.judge(toString(), local.getAddress().getHostAddress()).orThrow();
    } catch (IOException e) {
      throw new PublicIpException(new ResolveAttempt.Failed(toString(), Reason.NO_ROUTE, ""), e);
    }
  }

  @Override
  public String toString() {
    return "route@" + server.getHostAddress();
  }
}
