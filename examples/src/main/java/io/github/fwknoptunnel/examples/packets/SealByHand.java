package io.github.fwknoptunnel.examples.packets;

import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSealer;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Prints a packet without sending it. Chosen nonce, time and salt make the same bytes each time, as
 * the tests of a server need: {@code SealByHand KEY-FILE USER REQUEST VALUE}, where REQUEST is
 * {@code open}, {@code open-for-a-minute}, {@code forward} or {@code run}.
 */
public final class SealByHand {
  private final RandomGenerator random;
  private final InstantSource clock;

  SealByHand(RandomGenerator random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  public static void main(String[] args) throws Exception {
    var maker = new SealByHand(new SecureRandom(), InstantSource.system());
    try {
      SpaRequest request = request(args[2], args[3]);
      System.err.println("message type " + MessageType.of(request).code());
      System.out.println(maker.seal(Path.of(args[0]), args[1], request).wire());
    } catch (MessageException e) {
      System.err.println(e.text() + ": " + e.reason());
      System.exit(2);
    }
  }

  SpaPacket seal(Path keyFile, String user, SpaRequest request) throws Exception {
    try (var settings = KeyFile.read(keyFile)) {
      var message =
          new SpaMessage(
              Nonce.random(random),
              Username.parse(user),
              clock.instant(),
              AllowIp.PACKET_SOURCE,
              request,
              Optional.empty());
      return new SpaSealer(settings.keys(), settings.suite()).seal(message, Salt.random(random));
    }
  }

  /** {@return the request for ports, a NAT target on the server's side, or a command} */
  static SpaRequest request(String kind, String value) throws MessageException {
    return switch (kind) {
      case "open" -> ports(value);
      case "open-for-a-minute" -> ports(value).withAccessTimeout(Duration.ofMinutes(1));
      case "forward" -> {
        NatTarget inside = NatTarget.parse(value);
        yield SpaRequest.access(PortSpec.tcp(inside.port())).withNat(SpaRequest.Nat.to(inside));
      }
      case "run" -> new SpaRequest.Command(value);
      default -> throw new IllegalArgumentException("unknown request: " + kind);
    };
  }

  private static SpaRequest.Access ports(String list) throws MessageException {
    return SpaRequest.access(PortSpec.parseList(list));
  }
}
