package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed opens again, whatever was asked and however it was sealed. */
class RoundTripTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsSealedOpensAgain(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    SpaSuite suite =
        new SpaSuite(
            pick(random, HashAlgorithm.values()),
            pick(random, CipherMode.values()),
            pick(random, HashAlgorithm.values()));
    SpaKeys keys = keys(random, suite.mode() != CipherMode.LEGACY && random.nextBoolean());
    SpaMessage message = message(random);
    SpaPacket packet = new SpaSealer(keys, suite).seal(message, Salt.random(random));
    OpenedPacket opened = new SpaOpener(keys, suite).open(packet);
    assertEquals(message.fields(), opened.fields());
    assertEquals(suite.digest(), opened.digestType());
  }

  private static <T> T pick(SplittableRandom random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static SpaKeys keys(SplittableRandom random, boolean hmac) throws Exception {
    EncryptionKey encryption = EncryptionKey.of(bytes(random, 1 + random.nextInt(32)));
    return hmac
        ? SpaKeys.of(encryption, HmacKey.of(bytes(random, 2 + random.nextInt(127))))
        : SpaKeys.withoutHmac(encryption);
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static SpaMessage message(SplittableRandom random) {
    return new SpaMessage(
        Nonce.random(random),
        new Username("user" + random.nextInt(1000)),
        Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)),
        new AllowIp("192.0.2." + random.nextInt(256)),
        request(random),
        random.nextInt(4) == 0 ? Optional.of("auth") : Optional.empty());
  }

  private static SpaRequest request(SplittableRandom random) {
    List<PortSpec> ports = List.of(PortSpec.tcp(1 + random.nextInt(65535)));
    Optional<Duration> openFor =
        random.nextBoolean()
            ? Optional.of(Duration.ofSeconds(1 + random.nextInt(65536)))
            : Optional.empty();
    NatTarget nat = new NatTarget("10.0.0." + random.nextInt(256), 1 + random.nextInt(65535));
    return switch (random.nextInt(4)) {
      case 0 -> new SpaRequest.Access(ports, Optional.empty(), openFor);
      case 1 -> new SpaRequest.Access(ports, Optional.of(SpaRequest.Nat.to(nat)), openFor);
      case 2 -> new SpaRequest.Access(ports, Optional.of(SpaRequest.Nat.local(nat)), openFor);
      default -> new SpaRequest.Command("date; echo 'a, b:c' ü");
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "not base64 at all, and of more than one hundred and forty characters: ======================================================================"
      })
  void whatIsNoPacketIsSaidToBeNone(String text) throws Exception {
    SpaOpener opener = new SpaOpener(keys(new SplittableRandom(1), true), SpaSuite.DEFAULT);
    PacketException refused =
        assertThrows(PacketException.class, () -> opener.open(new SpaPacket(text)));
    assertEquals(Reason.NOT_A_PACKET, refused.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {139, 140, 141, 142, 143, 200, 399, 1400})
  void base64ThatIsNoPacketIsRefusedWithoutHmacToo(int length) throws Exception {
    SpaOpener opener = new SpaOpener(keys(new SplittableRandom(1), false), SpaSuite.DEFAULT);
    assertThrows(PacketException.class, () -> opener.open(new SpaPacket("A".repeat(length))));
  }
}
