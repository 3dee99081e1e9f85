package io.github.fwknoptunnel.spa.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Eight random bytes that make the same message encrypt differently each time; they are not secret.
 * Immutable.
 */
public final class Salt {
  /** The length of a salt in bytes. */
  public static final int BYTES = 8;

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * {@return a salt of these bytes}
   *
   * @param bytes exactly {@value #BYTES}, which are copied
   */
  public static Salt of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a salt has 8 bytes, not " + bytes.length);
    }
    return new Salt(bytes.clone());
  }

  /**
   * {@return a new salt}
   *
   * @param random a cryptographically strong source, except in tests
   */
  public static Salt random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Salt(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
