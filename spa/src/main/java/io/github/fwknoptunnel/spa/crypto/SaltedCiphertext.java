package io.github.fwknoptunnel.spa.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A salt and a ciphertext in the binary form that OpenSSL's {@code enc} writes: {@code "Salted__"},
 * the salt, the ciphertext. Immutable.
 */
public final class SaltedCiphertext {
  private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = MAGIC.length + Salt.BYTES;

  private final byte[] bytes;

  private SaltedCiphertext(byte[] bytes) {
    this.bytes = bytes;
  }

  static SaltedCiphertext of(Salt salt, byte[] ciphertext) {
    byte[] all = Arrays.copyOf(MAGIC, HEADER + ciphertext.length);
    System.arraycopy(salt.bytes(), 0, all, MAGIC.length, Salt.BYTES);
    System.arraycopy(ciphertext, 0, all, HEADER, ciphertext.length);
    return new SaltedCiphertext(all);
  }

  /**
   * Reads the binary form.
   *
   * @param bytes as {@link #toBytes} returns them; copied
   * @return empty if the bytes do not start with {@code "Salted__"} and a salt, or nothing follows
   */
  public static Optional<SaltedCiphertext> parse(byte[] bytes) {
    boolean salted = bytes.length > HEADER && Arrays.mismatch(MAGIC, bytes) == MAGIC.length;
    return salted ? Optional.of(new SaltedCiphertext(bytes.clone())) : Optional.empty();
  }

  /** {@return the salt} */
  public Salt salt() {
    return Salt.of(Arrays.copyOfRange(bytes, MAGIC.length, HEADER));
  }

  /** {@return magic, salt and ciphertext} */
  public byte[] toBytes() {
    return bytes.clone();
  }

  byte[] ciphertext() {
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }
}
