package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;

/**
 * Decrypts packets as a server does: HMAC first, then decryption, digest and fields. Does not check
 * age, user or ports. Thread-safe; borrows the keys, which the caller closes.
 */
public final class SpaOpener {
  private final SpaKeys keys;
  private final SpaSuite suite;

  /**
   * Creates an opener with these keys and algorithms.
   *
   * @param keys must stay open as long as the opener is used
   * @param suite its digest is ignored: the algorithm is found by trying those of the right length
   */
  public SpaOpener(SpaKeys keys, SpaSuite suite) {
    this.keys = keys;
    this.suite = suite;
  }

  /**
   * Verifies the HMAC, decrypts the packet and reads its fields.
   *
   * @param packet as it was received
   * @return the content of the packet
   * @throws PacketException if the packet is not valid; its reason names the step
   */
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
