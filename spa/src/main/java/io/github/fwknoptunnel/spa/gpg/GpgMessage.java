package io.github.fwknoptunnel.spa.gpg;

import java.util.Optional;

/**
 * A binary OpenPGP message for one RSA key. Immutable.
 *
 * <p>It starts with a session key packet of the old format whose length has two bytes: {@code 85
 * 0x}, which is {@code hQ} in base64. RSA keys from 2048 bits on give that; smaller ones and
 * elliptic curves do not.
 */
public final class GpgMessage {
  private static final byte SESSION_KEY_OF_TWO_LENGTH_BYTES = (byte) 0x85;

  private final byte[] bytes;

  private GpgMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}; empty if they start in any other way. */
  public static Optional<GpgMessage> parse(byte[] bytes) {
    boolean fits =
        bytes.length > 2 && bytes[0] == SESSION_KEY_OF_TWO_LENGTH_BYTES && (bytes[1] & 0xf0) == 0;
    return fits ? Optional.of(new GpgMessage(bytes.clone())) : Optional.empty();
  }

  public byte[] toBytes() {
    return bytes.clone();
  }
}
