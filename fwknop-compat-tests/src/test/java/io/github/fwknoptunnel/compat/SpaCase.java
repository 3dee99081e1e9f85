package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSealer;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.testing.PacketEvaluator;
import io.github.fwknoptunnel.spa.testing.Verdict.Result;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** One message, the keys and algorithms to seal it with, and how the reference is told of them. */
record SpaCase(
    int index,
    SpaMessage message,
    SpaSuite suite,
    byte[] key,
    Optional<byte[]> hmacKey,
    Salt salt) {

  /** A key as an option or a setting takes it: letters and digits as they are, the rest base64. */
  record Written(boolean plain, String text) {
    static Written of(byte[] key) {
      String latin = new String(key, StandardCharsets.ISO_8859_1);
      boolean plain = latin.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
      return new Written(plain, plain ? latin : Base64.getEncoder().encodeToString(key));
    }
  }

  private SpaKeys keys() throws KeyException {
    EncryptionKey encryption = EncryptionKey.of(key);
    return hmacKey.isPresent()
        ? SpaKeys.of(encryption, HmacKey.of(hmacKey.get()))
        : SpaKeys.withoutHmac(encryption);
  }

  SpaPacket seal() throws KeyException, PacketLimitException {
    try (SpaKeys keys = keys()) {
      return new SpaSealer(keys, suite).seal(message, salt);
    }
  }

  OpenedPacket open(SpaPacket packet) throws KeyException, PacketException {
    try (SpaKeys keys = keys()) {
      return new SpaOpener(keys, suite).open(packet);
    }
  }

  /** What the server of {@code spa}'s test-jar decides, with everything allowed. */
  Result judge(SpaPacket packet) throws KeyException {
    try (SpaKeys keys = keys()) {
      return new PacketEvaluator(
              new SpaOpener(keys, suite),
              PacketEvaluator.Policy.allowingAll(),
              InstantSource.system())
          .judge(packet)
          .result();
    }
  }

  /** Everything but the user's text, which may be anything. */
  @Override
  public String toString() {
    return "#%d type %d, %s, %s, key of %d, %s"
        .formatted(
            index,
            message.fields().type().code(),
            suite.digest(),
            suite.mode(),
            key.length,
            hmacKey.map(k -> suite.hmac() + " key of " + k.length).orElse("no HMAC"));
  }
}
