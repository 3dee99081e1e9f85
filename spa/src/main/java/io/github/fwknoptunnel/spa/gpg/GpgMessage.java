package io.github.fwknoptunnel.spa.gpg;

import java.util.Optional;

/**
 * A binary OpenPGP message, encrypted to one RSA key of 2048 bits or more. Immutable.
 *
 * <p>Such a message starts with a session key packet in the old format with a length of two bytes:
 * {@code 85 0x}, which is {@code hQ} in base64. With smaller keys and elliptic curves it starts in
 * another way.
 */
public final class GpgMessage {
  private static final byte SESSION_KEY_OF_TWO_LENGTH_BYTES = (byte) 0x85;

  private final byte[] bytes;

  private GpgMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a binary message.
   *
   * @param bytes not armored; copied
   * @return empty if the bytes do not start as a message for such a key
   */
  public static Optional<GpgMessage> parse(byte[] bytes) {
    boolean fits =
        bytes.length > 2 && bytes[0] == SESSION_KEY_OF_TWO_LENGTH_BYTES && (bytes[1] & 0xf0) == 0;
    return fits ? Optional.of(new GpgMessage(bytes.clone())) : Optional.empty();
  }

  /** {@return a copy of the OpenPGP message} */
  public byte[] toBytes() {
    return bytes.clone();
  }
}
