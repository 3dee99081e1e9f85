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
 * Makes SPA packets, which request that a server open ports or run a command, and sends them. Every
 * call makes a fresh packet with its own nonce, salt and time, since servers refuse a packet they
 * have seen.
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

  private SpaClient(SpaClient client, boolean ipv6) {
    this.sealing = client.sealing;
    this.username = client.username;
    this.transport = client.transport;
    this.clock = client.clock;
    this.random = client.random;
    this.ipv6 = ipv6;
  }

  private SpaClient(Builder builder) {
    this.sealing = builder.sealing.apply(builder);
    this.username = builder.username;
    this.transport = builder.transport;
    this.clock = builder.clock;
    this.random = builder.random;
    this.ipv6 = false;
  }

  /**
   * Creates a builder of clients whose packets are encrypted with AES.
   *
   * @param keys not closed by the client; must stay open as long as the client is used
   * @return a builder; all its settings have defaults
   */
  public static Builder builder(SpaKeys keys) {
    return new Builder(settings -> {
      SpaSealer sealer = new SpaSealer(keys, settings.suite);
      RandomGenerator random = settings.random;
      return message -> sealer.seal(message, Salt.random(random));
    });
  }

  /**
   * Creates a builder of clients whose packets the user's gpg program signs and encrypts.
   *
   * @param keys not closed by the client; must stay open as long as the client is used
   * @return a builder; all its settings have defaults
   */
  public static Builder builder(GpgKeys keys) {
    return new Builder(settings -> new GpgSealer(keys, settings.suite)::seal);
  }

  /**
   * Makes and sends one packet that requests access for its own source address, as the server sees
   * that address. Otherwise as {@link #knock(SpaRequest, AllowIp, SpaServer)}.
   *
   * @param request the ports to open, or the command to run
   * @param server the destination; its address is not looked up again
   * @return the packet that was sent
   * @throws PacketLimitException if no server could decode the packet; nothing was sent
   * @throws GpgException if gpg failed; nothing was sent
   * @throws IOException if the packet could not be sent
   */
  public SpaPacket knock(SpaRequest request, SpaServer server)
      throws PacketLimitException, GpgException, IOException {
    return knock(request, AllowIp.PACKET_SOURCE, server);
  }

  /**
   * Makes and sends one packet. Blocks for as long as the transport and, with {@link GpgKeys}, gpg
   * take. Returning does not mean that the packet arrived: servers never answer.
   *
   * @param request the ports to open, or the command to run
   * @param allowed the address that the server should let in
   * @param server the destination; its address is not looked up again
   * @return the packet that was sent
   * @throws PacketLimitException if no server could decode the packet; nothing was sent
   * @throws GpgException if gpg failed, only for a client with {@link GpgKeys}; nothing was sent
   * @throws IOException if the packet could not be sent; a {@link TransportException} if the
   *     transport cannot carry it, such as to an IPv6 address without {@link #withIpv6}
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

  /**
   * Makes one packet that requests access for its own source address, and does not send it.
   *
   * @param request the ports to open, or the command to run
   * @return a packet to send once, while its timestamp is fresh: servers accept a difference of two
   *     minutes by default
   * @throws PacketLimitException if no server could decode the packet
   * @throws GpgException if gpg failed, only for a client with {@link GpgKeys}
   */
  public SpaPacket seal(SpaRequest request) throws PacketLimitException, GpgException {
    return seal(request, AllowIp.PACKET_SOURCE);
  }

  /**
   * Makes one packet and does not send it.
   *
   * @param request the ports to open, or the command to run
   * @param allowed the address that the server should let in
   * @return a packet to send once, while its timestamp is fresh: servers accept a difference of two
   *     minutes by default
   * @throws PacketLimitException if no server could decode the packet
   * @throws GpgException if gpg failed, only for a client with {@link GpgKeys}
   */
  public SpaPacket seal(SpaRequest request, AllowIp allowed)
      throws PacketLimitException, GpgException {
    return sealing.seal(
        new SpaMessage(
            Nonce.random(random), username, clock.instant(), allowed, request, Optional.empty()));
  }

  /**
   * {@return the same client for servers with an IPv6 address too, to which {@code knock} otherwise
   * refuses to send} fwknopd does not support IPv6 and never receives such a packet; other servers
   * may. Both use the same keys.
   */
  public SpaClient withIpv6() {
    return new SpaClient(this, true);
  }

  /** The settings of a client. Each has a default. Not thread-safe. */
  public static final class Builder {
    private final Function<Builder, Sealing> sealing;
    private SpaSuite suite = SpaSuite.DEFAULT;
    private Username username = new Username("NO_USER");
    private SpaTransport transport = new UdpTransport();
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();

    private Builder(Function<Builder, Sealing> sealing) {
      this.sealing = sealing;
    }

    /**
     * Sets the algorithms; {@link SpaSuite#DEFAULT} by default.
     *
     * @param suite those that the server is configured for; with {@link GpgKeys} its cipher mode is
     *     ignored, because gpg chooses the cipher
     * @return this builder
     */
    public Builder suite(SpaSuite suite) {
      this.suite = suite;
      return this;
    }

    /**
     * Sets the user name in the packets; {@code NO_USER} by default.
     *
     * @param username servers with {@code REQUIRE_USERNAME} accept only the name they are
     *     configured for
     * @return this builder
     */
    public Builder username(Username username) {
      this.username = username;
      return this;
    }

    /**
     * Sets how packets are sent; UDP from any local port by default.
     *
     * @param transport called from each thread that knocks
     * @return this builder
     */
    public Builder transport(SpaTransport transport) {
      this.transport = transport;
      return this;
    }

    /**
     * Sets the clock of the timestamps; the system's by default.
     *
     * @param clock use a {@linkplain Clock#offset shifted} clock if the clock of this machine or of
     *     the server is wrong
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Sets the source of nonces and salts; a {@link SecureRandom} by default.
     *
     * @param random thread-safe, and cryptographically strong except in tests
     * @return this builder
     */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /**
     * Creates the client.
     *
     * @return a client with the settings so far; the builder may be used again
     */
    public SpaClient build() {
      return new SpaClient(this);
    }
  }
}
