package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One packet as it goes out: ASCII, no terminator. Send it once; a server takes the same bytes
 * again for a replay.
 *
 * @param wire the payload of the datagram
 */
public record SpaPacket(String wire) {
  /** The base64 of {@code "Salted__"}: known to both sides and therefore left out. */
  static final String LEFT_OUT = "U2FsdGVkX1";

  static SpaPacket authenticate(
      SaltedCiphertext sealed, Optional<HmacKey> key, HashAlgorithm algorithm) {
    String text = UnpaddedBase64.encode(sealed.toBytes());
    // The HMAC covers the text before the constant start is cut off (PROTOCOL.md section 5).
    String hmac = key.map(k -> hmac(text, k, algorithm)).orElse("");
    return new SpaPacket(text.substring(LEFT_OUT.length()) + hmac);
  }

  static String hmac(String text, HmacKey key, HashAlgorithm algorithm) {
    return UnpaddedBase64.encode(
        key.authenticate(text.getBytes(StandardCharsets.US_ASCII), algorithm));
  }

  /** The payload, one byte a character. */
  public byte[] toBytes() {
    return wire.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return wire;
  }
}
