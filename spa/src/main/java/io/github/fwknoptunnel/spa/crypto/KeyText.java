package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.util.Arrays;

/**
 * The rules all kinds of key share: base64 that ends at its first {@code =}, not empty, not too
 * long.
 */
final class KeyText {
  private KeyText() {}

  static SecretBytes fromBase64(Kind kind, String base64, int limit) throws KeyException {
    byte[] bytes = decode(kind, base64);
    try {
      return checked(kind, bytes, limit);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The caller wipes the result. */
  static byte[] decode(Kind kind, String base64) throws KeyException {
    int padding = base64.indexOf('=');
    try {
      return UnpaddedBase64.decode(padding < 0 ? base64 : base64.substring(0, padding));
    } catch (IllegalArgumentException e) {
      throw new KeyException(kind, Reason.BAD_BASE64, base64.length());
    }
  }

  static SecretBytes checked(Kind kind, byte[] bytes, int limit) throws KeyException {
    if (bytes.length == 0) {
      throw new KeyException(kind, Reason.EMPTY, 0);
    }
    if (bytes.length > limit) {
      throw new KeyException(kind, Reason.TOO_LONG, bytes.length);
    }
    return new SecretBytes(bytes);
  }
}
