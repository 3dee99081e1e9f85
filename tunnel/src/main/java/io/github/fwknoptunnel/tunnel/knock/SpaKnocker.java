package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Knocks with an SPA packet, a new one each time. Thread-safe.
 *
 * @param client borrowed: its keys must stay open
 * @param request what every packet requests
 * @param allowed finds the address to allow. The first call of an attempt is made before the
 *     connect timeout starts, because queries of several services can take longer than the timeout
 * @param server name or address of the SPA server, or several separated by commas. If the target's
 *     address is also an address of the SPA server, the packet goes to that address, otherwise to
 *     the server's first address
 * @param port of the SPA server, 1 to 65535
 * @param maxKnocks maximum number of packets in one attempt, at least 1
 */
public record SpaKnocker(
    SpaClient client,
    SpaRequest request,
    PublicIpResolver allowed,
    String server,
    int port,
    int maxKnocks)
    implements Knocker {
  /** A useful maximum of packets for one attempt: a server may have missed the first. */
  public static final int MAX_KNOCKS = 3;

  /** The time for which servers open a port by default. */
  private static final Duration DEFAULT_ACCESS = Duration.ofSeconds(30);

  /** The maximum that servers grant by default (MAX_FW_TIMEOUT). */
  private static final Duration MAX_ACCESS = Duration.ofMinutes(5);

  /**
   * Allows the address that the packets come from, as the server sees it.
   *
   * @param client borrowed: its keys must stay open
   * @param request what every packet requests
   * @param server name or address of the SPA server
   * @param port of the SPA server, 1 to 65535
   * @param maxKnocks maximum number of packets in one attempt, at least 1
   */
  public SpaKnocker(SpaClient client, SpaRequest request, String server, int port, int maxKnocks) {
    this(client, request, PublicIpResolver.known(AllowIp.PACKET_SOURCE), server, port, maxKnocks);
  }

  /**
   * {@return a knocker with the settings of a profile, and at most {@value #MAX_KNOCKS} packets in
   * one attempt}
   *
   * @param profile borrowed: it must stay open
   * @param request what every packet requests
   */
  public static SpaKnocker of(Profile profile, SpaRequest request) {
    return new SpaKnocker(
        profile.client(), request, profile.allowed(), profile.server(), profile.port(), MAX_KNOCKS);
  }

  /**
   * {@return how long to assume that a port stays open after a packet: two thirds of the requested
   * time, which counts as 30 s if absent and as at most five minutes (the defaults of servers)}
   *
   * @param accessTimeout the time that the packet requests; absent means the server's default
   */
  public static Duration reuseWindow(Optional<Duration> accessTimeout) {
    Duration wish = accessTimeout.orElse(DEFAULT_ACCESS);
    Duration granted = wish.compareTo(MAX_ACCESS) < 0 ? wish : MAX_ACCESS;
    return granted.multipliedBy(2).dividedBy(3);
  }

  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException {
    AllowIp from = resolveAllowed();
    if (isOfNoUse(from, target)) {
      throw new ConnectFailedException(
          new ConnectFailure.OtherFamily(target.address(), from.address()));
    }
    return send(from, serverFor(target));
  }

  /** Whether no connection to the target comes from the address. */
  private boolean isOfNoUse(AllowIp from, KnockTarget target) {
    // Not by the record's own equals: docs/ARCHITECTURE.md, Start-up.
    return !from.address().equals(AllowIp.PACKET_SOURCE.address())
        && from.isIpv6() != target.address() instanceof Inet6Address
        && request instanceof SpaRequest.Access;
  }

  private AllowIp resolveAllowed() throws ConnectFailedException, InterruptedException {
    try {
      return allowed.resolve();
    } catch (PublicIpException e) {
      throw new ConnectFailedException(new ConnectFailure.KnockNotSent(server, e));
    }
  }

  /** Discards the cached public address, because this machine may be in another network now. */
  @Override
  public void failed() {
    allowed.invalidate();
  }

  private SpaServer serverFor(KnockTarget target) throws ConnectFailedException {
    boolean list = server.contains(",");
    return new SpaServer(list ? target.host() : server, addressFor(server, target), port);
  }

  /**
   * Where the packet for a target goes: to the target's own address if it is one of the server's.
   * What is dialled must be what was knocked at, however the two are spelled and in whatever order
   * the addresses came. Another server gets the packet by the family of the connection, because it
   * opens the port for the packet's source.
   */
  static InetAddress addressFor(String server, KnockTarget target) throws ConnectFailedException {
    if (HostList.of(server).contains(target.host())) {
      return target.address();
    }
    List<InetAddress> addresses =
        KnockTarget.addresses(server, KnockTarget.Family.of(target.address()));
    return addresses.contains(target.address()) ? target.address() : addresses.getFirst();
  }

  /**
   * Sends one packet, outside of any connection, to the first address of the server in a family.
   *
   * @param family of the server's address
   * @return what was sent
   * @throws ConnectFailedException if the packet could not be sent
   * @throws InterruptedException if the thread was interrupted
   */
  public KnockResult.PacketSent knockOnce(KnockTarget.Family family)
      throws ConnectFailedException, InterruptedException {
    AllowIp from = resolveAllowed();
    InetAddress first = KnockTarget.addresses(server, family).getFirst();
    return send(from, new SpaServer(server, first, port));
  }

  private KnockResult.PacketSent send(AllowIp from, SpaServer to)
      throws ConnectFailedException, InterruptedException {
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
