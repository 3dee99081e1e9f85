package io.github.fwknoptunnel.spa.codec;

import java.util.Base64;
import org.apache.commons.codec.CodecPolicy;

/**
 * Standard base64 (RFC 4648) without padding, as SPA packets and their fields are written.
 *
 * <p>Decoding is strict: it accepts only the 64 characters of the alphabet, no white space, and no
 * non-zero trailing bits. Thread-safe.
 */
public final class UnpaddedBase64 {
  // The strict codec takes 8 KiB for each call, however short the text; a packet has five to
  // encode.
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  private static final org.apache.commons.codec.binary.Base64 DECODER =
      org.apache.commons.codec.binary.Base64.builder().setDecodingPolicy(CodecPolicy.STRICT).get();

  private UnpaddedBase64() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Decodes {@code text}, which carries no padding.
   *
   * @throws IllegalArgumentException if it is not base64; the message never quotes the text, which
   *     may be a key
   */
  public static byte[] decode(String text) {
    // The codec itself skips foreign characters and takes the URL-safe alphabet, so check the
    // characters first.
    if (!text.chars().allMatch(UnpaddedBase64::inAlphabet)) {
      throw new IllegalArgumentException("a character outside the base64 alphabet");
    }
    // STRICT refuses text without padding, so give back what the wire leaves out.
    String padded = text + "=".repeat((4 - text.length() % 4) % 4);
    try {
      return DECODER.decode(padded);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a length or last character that base64 cannot have");
    }
  }

  /** Whether unpadded base64 may contain {@code c}. */
  public static boolean inAlphabet(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
