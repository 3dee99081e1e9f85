package io.github.fwknoptunnel.spa;

import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
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
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import java.io.IOException;
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
 * client.knock(
 *     new SpaRequest.Access(AllowIp.PACKET_SOURCE, List.of(PortSpec.tcp(22)), Optional.empty()),
 *     new SpaServer("host", address, SpaServer.DEFAULT_PORT));
 * }</pre>
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

  private SpaClient(Builder builder) {
    this.sealing = builder.sealing.apply(builder);
    this.username = builder.username;
    this.transport = builder.transport;
    this.clock = builder.clock;
    this.random = builder.random;
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

  /**
   * Makes one packet and sends it.
   *
   * @return the packet that was sent
   * @throws PacketLimitException if no server could open it; nothing was sent
   * @throws GpgException if gpg did not make it, only for a client with {@link GpgKeys}; nothing
   *     was sent
   * @throws IOException if it could not be sent
   */
  public SpaPacket knock(SpaRequest request, SpaServer server)
      throws PacketLimitException, GpgException, IOException {
    SpaPacket packet = seal(request);
    transport.send(packet, server);
    return packet;
  }

  /** Makes one packet and sends nothing. */
  public SpaPacket seal(SpaRequest request) throws PacketLimitException, GpgException {
    SpaMessage message =
        new SpaMessage(Nonce.random(random), username, clock.instant(), request, Optional.empty());
    return sealing.seal(message);
  }

  /** Settings of a client. Everything has a default but the keys. */
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

    public SpaClient build() {
      return new SpaClient(this);
    }
  }
}
