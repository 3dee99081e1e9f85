package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Opens packets as a server does: HMAC first, then decryption, digest and fields. Does not judge
 * age, user or ports. Thread-safe; borrows the keys, which the caller closes.
 */
public final class SpaOpener {
  private static final int SHORTEST_WIRE = 140;

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
    String text = SpaPacket.LEFT_OUT + checkedAlphabet(packet.wire());
    if (keys.hmac().isPresent()) {
      text = verified(text, keys.hmac().get());
    }
    SpaPlaintext plaintext = decrypted(text);
    HashAlgorithm digestType =
        plaintext.digestAlgorithm().orElseThrow(() -> new PacketException(Reason.DIGEST_MISMATCH));
    SpaFields fields =
        MessageDecoder.decode(plaintext.fields())
            .orElseThrow(() -> new PacketException(Reason.NOT_DECODED));
    return new OpenedPacket(fields, digestType, plaintext.digest());
  }

  private static String checkedAlphabet(String wire) throws PacketException {
    if (wire.length() < SHORTEST_WIRE || !wire.chars().allMatch(UnpaddedBase64::inAlphabet)) {
      throw new PacketException(Reason.NOT_A_PACKET);
    }
    return wire;
  }

  /**
   * The text without its HMAC, which is cut by the length of the configured type: the wire has no
   * separator.
   */
  private String verified(String textAndHmac, HmacKey key) throws PacketException {
    int end = textAndHmac.length() - suite.hmac().base64Length();
    String text = textAndHmac.substring(0, end);
    String hmac = SpaPacket.hmac(text, key, suite.hmac());
    if (!MessageDigest.isEqual(ascii(hmac), ascii(textAndHmac.substring(end)))) {
      throw new PacketException(Reason.HMAC_MISMATCH);
    }
    return text;
  }

  private SpaPlaintext decrypted(String text) throws PacketException {
    byte[] bytes;
    try {
      bytes = UnpaddedBase64.decode(text);
    } catch (IllegalArgumentException e) {
      throw new PacketException(Reason.NOT_DECRYPTED);
    }
    return SaltedCiphertext.parse(bytes)
        .flatMap(sealed -> keys.encryption().decrypt(sealed, suite.mode()))
        .flatMap(SpaPlaintext::parse)
        .orElseThrow(() -> new PacketException(Reason.NOT_DECRYPTED));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
