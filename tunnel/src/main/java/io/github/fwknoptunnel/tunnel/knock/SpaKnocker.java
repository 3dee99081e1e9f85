package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailure;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.List;

/**
 * Knocks with one SPA packet, a fresh one each time.
 *
 * @param client borrowed
 * @param request what every packet asks for
 * @param server name or address of the SPA server; where the target's address is one of its
 *     addresses, that one is used
 * @param port of the SPA server
 * @param maxKnocks packets for one opening at most
 */
public record SpaKnocker(
    SpaClient client, SpaRequest request, String server, int port, int maxKnocks)
    implements Knocker {

  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException {
    return send(addressFor(target));
  }

  /**
   * The target's own address if it is one of the server's: what is dialled must be what was knocked
   * at, however the two are spelled and in whatever order the addresses came.
   */
  private Inet4Address addressFor(KnockTarget target) throws ConnectFailedException {
    if (withoutDot(server).equalsIgnoreCase(withoutDot(target.host()))) {
      return target.address();
    }
    List<Inet4Address> addresses = HostResolver.resolveAllIpv4(server);
    return addresses.contains(target.address()) ? target.address() : addresses.getFirst();
  }

  /** {@code upstream.example.com.} is the same name in full. */
  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Sends one packet for no particular connection. */
  public KnockResult.PacketSent knockOnce() throws ConnectFailedException {
    return send(HostResolver.resolveIpv4(server));
  }

  private KnockResult.PacketSent send(Inet4Address address) throws ConnectFailedException {
    SpaServer to = new SpaServer(server, address, port);
    try {
      SpaPacket packet = client.knock(request, to);
      return new KnockResult.PacketSent(to.toString(), packet.wire().length());
    } catch (PacketLimitException | GpgException | IOException e) {
      throw new ConnectFailedException(new ConnectFailure.KnockNotSent(to.toString(), e));
    }
  }
}
