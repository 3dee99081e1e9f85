package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;

/**
 * Opens packets as a server does: HMAC first, then decryption, digest and fields. Does not judge
 * age, user or ports. Thread-safe; borrows the keys, which the caller closes.
 */
public final class SpaOpener {
  private final SpaKeys keys;
  private final SpaSuite suite;

  /**
   * Opens with these keys and algorithms.
   *
   * @param suite its digest is not used: the packet tells
   */
  public SpaOpener(SpaKeys keys, SpaSuite suite) {
    this.keys = keys;
    this.suite = suite;
  }

  public OpenedPacket open(SpaPacket packet) throws PacketException {
    EncodedCiphertext sealed =
        EncodedCiphertext.parse(packet, EncodedCiphertext.StrippedPrefix.SALTED)
            .verified(keys.hmac(), suite.hmac());
    SpaPlaintext plaintext =
        sealed
            .toBytes()
            .flatMap(SaltedCiphertext::parse)
            .flatMap(ciphertext -> keys.encryption().decrypt(ciphertext, suite.mode()))
            .flatMap(SpaPlaintext::parse)
            .orElseThrow(() -> new PacketException(Reason.NOT_DECRYPTED));
    return OpenedPacket.of(plaintext);
  }
}
