package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;

/**
 * Knocks with one SPA packet, a fresh one each time. Thread-safe.
 *
 * @param client borrowed
 * @param request what every packet asks for
 * @param allowed finds whom to let in. It is asked before the knock, and so before the time to
 *     connect begins to run: asking one service after the other can take longer than that
 * @param server name or address of the SPA server; where the target's address is one of its
 *     addresses, that one is used
 * @param port of the SPA server
 * @param maxKnocks packets for one opening at most
 */
public record SpaKnocker(
    SpaClient client,
    SpaRequest request,
    PublicIpResolver allowed,
    String server,
    int port,
    int maxKnocks)
    implements Knocker {
  /** As many packets for one opening as make sense: a server may have dropped the first. */
  public static final int MAX_KNOCKS = 3;

  /** Lets in what the packets come from. */
  public SpaKnocker(SpaClient client, SpaRequest request, String server, int port, int maxKnocks) {
    this(client, request, PublicIpResolver.known(AllowIp.PACKET_SOURCE), server, port, maxKnocks);
  }

  /**
   * Sends the packets of a profile, three for one opening at most.
   *
   * @param profile borrowed
   */
  public static SpaKnocker of(Profile profile, SpaRequest request) {
    return new SpaKnocker(
        profile.client(), request, profile.allowed(), profile.server(), profile.port(), MAX_KNOCKS);
  }

  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException {
    AllowIp from = resolveAllowed();
    return send(from, addressFor(target));
  }

  private AllowIp resolveAllowed() throws ConnectFailedException, InterruptedException {
    try {
      return allowed.resolve();
    } catch (PublicIpException e) {
      throw new ConnectFailedException(new ConnectFailure.KnockNotSent(server, e));
    }
  }

  /** The address may be that of another network by now. */
  @Override
  public void failed() {
    allowed.invalidate();
  }

  /**
   * The target's own address if it is one of the server's: what is dialled must be what was knocked
   * at, however the two are spelled and in whatever order the addresses came.
   */
  private InetAddress addressFor(KnockTarget target) throws ConnectFailedException {
    if (withoutDot(server).equalsIgnoreCase(withoutDot(target.host()))) {
      return target.address();
    }
    List<InetAddress> addresses = KnockTarget.ipv4(server);
    return addresses.contains(target.address()) ? target.address() : addresses.getFirst();
  }

  /** {@code upstream.example.com.} is the same name in full. */
  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Sends one packet for no particular connection. */
  public KnockResult.PacketSent knockOnce() throws ConnectFailedException, InterruptedException {
    AllowIp from = resolveAllowed();
    return send(from, KnockTarget.ipv4(server).getFirst());
  }

  private KnockResult.PacketSent send(AllowIp from, InetAddress address)
      throws ConnectFailedException, InterruptedException {
    SpaServer to = new SpaServer(server, address, port);
    try {
      SpaPacket packet = client.knock(request, from, to);
      return new KnockResult.PacketSent(to.toString(), packet.wire().length());
    } catch (ClosedByInterruptException e) {
      Thread.interrupted(); // Told once, as by everything else that waits here.
      throw new InterruptedException("the knock was called off");
    } catch (PacketLimitException | GpgException | IOException e) {
      throw new ConnectFailedException(new ConnectFailure.KnockNotSent(to.toString(), e));
    }
  }
}
