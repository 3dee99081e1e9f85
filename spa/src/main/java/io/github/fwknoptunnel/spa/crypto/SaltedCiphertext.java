package io.github.fwknoptunnel.spa.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code "Salted__"}, salt and ciphertext in one, the binary form that OpenSSL's {@code enc}
 * writes. Immutable.
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

  /** Takes bytes from the wire; empty if they do not start as a salted ciphertext does. */
  public static Optional<SaltedCiphertext> parse(byte[] bytes) {
    boolean salted = bytes.length > HEADER && Arrays.mismatch(MAGIC, bytes) == MAGIC.length;
    return salted ? Optional.of(new SaltedCiphertext(bytes.clone())) : Optional.empty();
  }

  public Salt salt() {
    return Salt.of(Arrays.copyOfRange(bytes, MAGIC.length, HEADER));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  byte[] ciphertext() {
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }
}
