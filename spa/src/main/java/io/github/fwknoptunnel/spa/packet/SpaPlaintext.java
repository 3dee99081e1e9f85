package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The encoded fields and, after one more colon, their digest: the plaintext of the encryption. */
record SpaPlaintext(String fields, String digest) {

  static SpaPlaintext withDigest(String fields, HashAlgorithm algorithm) {
    return new SpaPlaintext(fields, digest(fields, algorithm));
  }

  /**
   * Splits decrypted bytes at their last colon; empty if there is none or they are not printable
   * ASCII.
   */
  static Optional<SpaPlaintext> parse(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 || b > 0x7e) {
        return Optional.empty();
      }
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new SpaPlaintext(text.substring(0, colon), text.substring(colon + 1)));
  }

  /**
   * The algorithm that gives this digest. The wire does not name it, so those of the right length
   * are tried.
   */
  Optional<HashAlgorithm> digestAlgorithm() {
    return HashAlgorithm.withBase64Length(digest.length()).stream()
        .filter(algorithm -> equal(digest(fields, algorithm), digest))
        .findFirst();
  }

  byte[] toBytes() {
    return EncodedCiphertext.ascii(fields + ":" + digest);
  }

  private static String digest(String fields, HashAlgorithm algorithm) {
    return UnpaddedBase64.encode(algorithm.digest(EncodedCiphertext.ascii(fields)));
  }

  private static boolean equal(String a, String b) {
    return MessageDigest.isEqual(EncodedCiphertext.ascii(a), EncodedCiphertext.ascii(b));
  }
}
