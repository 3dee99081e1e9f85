package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.gpg.GpgMessage;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A ciphertext in base64. Its first characters are constant and not sent, but the HMAC covers them
 * (PROTOCOL.md, HMAC).
 */
record EncodedCiphertext(StrippedPrefix leftOut, String text) {
  private static final int MIN_WIRE = 140;

  /** The constant starts that both sides know. */
  enum StrippedPrefix {
    /** The base64 of {@code "Salted__"}. */
    SALTED("U2FsdGVkX1"),
    /** Of the session key packet for an RSA key. Servers put this back whatever came. */
    GPG("hQ");

    private final String text;

    StrippedPrefix(String text) {
      this.text = text;
    }
  }

  static EncodedCiphertext of(SaltedCiphertext sealed) {
    return new EncodedCiphertext(StrippedPrefix.SALTED, UnpaddedBase64.encode(sealed.toBytes()));
  }

  static EncodedCiphertext of(GpgMessage sealed) {
    return new EncodedCiphertext(StrippedPrefix.GPG, UnpaddedBase64.encode(sealed.toBytes()));
  }

  SpaPacket authenticate(Optional<HmacKey> key, HashAlgorithm algorithm) {
    String hmac = key.map(k -> hmac(k, algorithm)).orElse("");
    return new SpaPacket(text.substring(leftOut.text.length()) + hmac);
  }

  /** Puts back what the wire leaves out; an HMAC is still at the end. */
  static EncodedCiphertext parse(SpaPacket packet, StrippedPrefix leftOut) throws PacketException {
    String wire = packet.wire();
    if (wire.length() < MIN_WIRE || !wire.chars().allMatch(UnpaddedBase64::inAlphabet)) {
      throw new PacketException(Reason.NOT_A_PACKET);
    }
    return new EncodedCiphertext(leftOut, leftOut.text + wire);
  }

  /**
   * Without its HMAC, which is cut by the length of the configured type: the wire has no separator.
   */
  EncodedCiphertext verified(Optional<HmacKey> key, HashAlgorithm algorithm)
      throws PacketException {
    if (key.isEmpty()) {
      return this;
    }
    int end = text.length() - algorithm.base64Length();
    EncodedCiphertext sealed = new EncodedCiphertext(leftOut, text.substring(0, end));
    String hmac = sealed.hmac(key.get(), algorithm);
    if (!MessageDigest.isEqual(ascii(hmac), ascii(text.substring(end)))) {
      throw new PacketException(Reason.HMAC_MISMATCH);
    }
    return sealed;
  }

  /** Empty if it is no base64 after all. */
  Optional<byte[]> toBytes() {
    try {
      return Optional.of(UnpaddedBase64.decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String hmac(HmacKey key, HashAlgorithm algorithm) {
    return UnpaddedBase64.encode(key.authenticate(ascii(text), algorithm));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
