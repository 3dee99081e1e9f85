package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.util.Arrays;
import java.util.Base64;

/** The rules of base64 for all kinds of keys: it ends at its first {@code =}. */
final class KeyDecoding {
  /** Base64 of less is no key that a program made. */
  private static final int MIN_SUSPECT = 16;

  /** Longer words of letters and digits alone come from a program. */
  private static final int MAX_MADE_UP = 40;

  private KeyDecoding() {}

  interface Making<K> {
    K make(byte[] key) throws KeyException;
  }

  /**
   * Blanks and line ends around the text are no part of it: {@code $(cat)} and mounted secrets
   * leave them there.
   */
  static <K> K fromBase64(Kind kind, String text, Making<K> making) throws KeyException {
    byte[] bytes = decode(kind, text.strip());
    try {
      return making.make(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] decode(Kind kind, String base64) throws KeyException {
    int padding = base64.indexOf('=');
    try {
      return UnpaddedBase64.decode(padding < 0 ? base64 : base64.substring(0, padding));
    } catch (IllegalArgumentException e) {
      throw new KeyException(kind, Reason.BAD_BASE64, base64.length());
    }
  }

  /**
   * Whether a key looks like base64: padded, or too long and too random to be a passphrase. A pass
   * phrase of letters alone is none.
   */
  static boolean looksLikeBase64(byte[] key) {
    if (key.length < MIN_SUSPECT || key.length % 4 != 0) {
      return false;
    }
    try {
      Arrays.fill(Base64.getDecoder().decode(key), (byte) 0);
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean padded = key[key.length - 1] == '=';
    return padded || key.length >= MAX_MADE_UP || (has(key, "+/") && has(key, "0123456789"));
  }

  private static boolean has(byte[] key, String letters) {
    for (byte letter : key) {
      if (letters.indexOf(letter) >= 0) {
        return true;
      }
    }
    return false;
  }
}
