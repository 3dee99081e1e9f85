package io.github.fwknoptunnel.spa;

import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.GpgSealer;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSealer;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import io.github.fwknoptunnel.spa.transport.TransportException;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import java.io.IOException;
import java.net.Inet6Address;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Asks servers to open their ports. Every call makes a fresh packet with its own nonce, salt and
 * time, since servers refuse a packet they have seen.
 *
 * <pre>{@code
 * SpaClient client = SpaClient.builder(keys).build();
 * client.knock(SpaRequest.access(PortSpec.tcp(22)), SpaServer.resolve("gate.example.com"));
 * }</pre>
 *
 * <p>{@link io.github.fwknoptunnel.spa.profile.Profile} makes one from a stanza or a key file.
 *
 * <p>Thread-safe. Borrows the keys: the caller closes them when no client needs them any more.
 */
public final class SpaClient {
  /** The one step in which AES and GPG differ. */
  private interface Sealing {
    SpaPacket seal(SpaMessage message) throws PacketLimitException, GpgException;
  }

  private final Sealing sealing;
  private final Username username;
  private final SpaTransport transport;
  private final Clock clock;
  private final RandomGenerator random;
  private final boolean ipv6;

  private SpaClient(Builder builder) {
    this.sealing = builder.sealing.apply(builder);
    this.username = builder.username;
    this.transport = builder.transport;
    this.clock = builder.clock;
    this.random = builder.random;
    this.ipv6 = builder.ipv6;
  }

  public static Builder builder(SpaKeys keys) {
    return new Builder(settings -> {
      SpaSealer sealer = new SpaSealer(keys, settings.suite);
      RandomGenerator random = settings.random;
      return message -> sealer.seal(message, Salt.random(random));
    });
  }

  /** A client whose packets the user's gpg program signs and encrypts. */
  public static Builder builder(GpgKeys keys) {
    return new Builder(settings -> new GpgSealer(keys, settings.suite)::seal);
  }

  /** As {@link #knock(SpaRequest, AllowIp, SpaServer)}, for the address the packet comes from. */
  public SpaPacket knock(SpaRequest request, SpaServer server)
      throws PacketLimitException, GpgException, IOException {
    return knock(request, AllowIp.PACKET_SOURCE, server);
  }

  /**
   * Makes one packet and sends it. May block for as long as the transport does, and as gpg does.
   *
   * @param allowed whom to let in
   * @return the packet that was sent
   * @throws PacketLimitException if no server could open it; nothing was sent
   * @throws GpgException if gpg did not make it, only for a client with {@link GpgKeys}; nothing
   *     was sent
   * @throws IOException if it could not be sent; a {@link TransportException} if it was not tried,
   *     such as to an IPv6 address of a server that is not said to hear them
   */
  public SpaPacket knock(SpaRequest request, AllowIp allowed, SpaServer server)
      throws PacketLimitException, GpgException, IOException {
    if (server.address() instanceof Inet6Address && !ipv6) {
      throw TransportException.ipv6NotHeard(server);
    }
    SpaPacket packet = seal(request, allowed);
    transport.send(packet, server);
    return packet;
  }

  /** Makes one packet that lets in the address it will come from, and sends nothing. */
  public SpaPacket seal(SpaRequest request) throws PacketLimitException, GpgException {
    return seal(request, AllowIp.PACKET_SOURCE);
  }

  /**
   * Makes one packet and sends nothing.
   *
   * @param allowed whom to let in
   */
  public SpaPacket seal(SpaRequest request, AllowIp allowed)
      throws PacketLimitException, GpgException {
    return sealing.seal(
        new SpaMessage(
            Nonce.random(random), username, clock.instant(), allowed, request, Optional.empty()));
  }

  /** Settings of a client. Everything has a default but the keys. */
  public static final class Builder {
    private final Function<Builder, Sealing> sealing;
    private SpaSuite suite = SpaSuite.DEFAULT;
    private Username username = new Username("NO_USER");
    private SpaTransport transport = new UdpTransport();
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private boolean ipv6;

    private Builder(Function<Builder, Sealing> sealing) {
      this.sealing = sealing;
    }

    /** With {@link GpgKeys} its mode is not used: gpg chooses the cipher. */
    public Builder suite(SpaSuite suite) {
      this.suite = suite;
      return this;
    }

    /** The name that servers with {@code REQUIRE_USERNAME} look at. */
    public Builder username(Username username) {
      this.username = username;
      return this;
    }

    public Builder transport(SpaTransport transport) {
      this.transport = transport;
      return this;
    }

    /** A clock with an offset makes up for one that is wrong, here or on the server. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Anything but a cryptographically strong source is for tests only. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /** The server hears IPv6. Those of fwknop do not: they would never see the packet. */
    public Builder hearsIpv6() {
      this.ipv6 = true;
      return this;
    }

    public SpaClient build() {
      return new SpaClient(this);
    }
  }
}
