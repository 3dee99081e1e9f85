package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a packet was sealed, found out by trying: which of some keys, which mode and which HMAC open
 * it.
 *
 * @param hmac its type and key, or {@code none}
 */
record SealedWith(String key, CipherMode mode, String hmac, OpenedPacket packet) {
  private static final String NONE = "none";

  /** A key by the text that the files have it in. */
  private record Named(String name, byte[] bytes) {

    static Named text(String text) {
      return new Named(text, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final List<Named> KEYS =
      List.of(
          Named.text("key of side by side, of 32 bytes"),
          Named.text("another key"),
          Named.text("correct-horse"),
          // The reference encrypts with it when it takes HMAC_KEY_FILE for KEY_FILE.
          Named.text("another-hmac-key-text"));
  private static final List<Named> HMAC_KEYS =
      List.of(
          Named.text("HMAC key of the tables, and 64 bytes long, as keygen makes them."),
          Named.text("another-hmac-key-text"),
          Named.text("battery-staple"));

  static SealedWith find(SpaPacket packet) throws KeyException {
    List<SealedWith> found = new ArrayList<>();
    for (Named key : KEYS) {
      for (CipherMode mode : CipherMode.values()) {
        tryHmacs(packet, key, mode, found);
      }
    }
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " ways to open " + packet.wire() + ": " + found);
    }
    return found.getFirst();
  }

  private static void tryHmacs(SpaPacket packet, Named key, CipherMode mode, List<SealedWith> found)
      throws KeyException {
    EncryptionKey encryption = EncryptionKey.of(key.bytes());
    SpaSuite standard = new SpaSuite(HashAlgorithm.SHA256, mode, HashAlgorithm.SHA256);
    open(packet, SpaKeys.withoutHmac(encryption), standard)
        .ifPresent(opened -> found.add(new SealedWith(key.name(), mode, NONE, opened)));
    for (Named hmacKey : HMAC_KEYS) {
      if (hmacKey.name().equals(key.name())) {
        continue; // Nobody may have two equal keys.
      }
      SpaKeys keys = SpaKeys.of(encryption, HmacKey.of(hmacKey.bytes()));
      Arrays.stream(HashAlgorithm.values())
          .forEach(type ->
              open(packet, keys, new SpaSuite(HashAlgorithm.SHA256, mode, type))
                  .map(opened ->
                      new SealedWith(key.name(), mode, type + " " + hmacKey.name(), opened))
                  .ifPresent(found::add));
    }
  }

  private static Optional<OpenedPacket> open(SpaPacket packet, SpaKeys keys, SpaSuite suite) {
    try {
      return Optional.of(new SpaOpener(keys, suite).open(packet));
    } catch (PacketException e) {
      return Optional.empty();
    }
  }
}
