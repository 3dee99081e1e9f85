package io.github.fwknoptunnel.spa.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Eight random bytes, public, that make the same message encrypt differently each time. Immutable.
 */
public final class Salt {
  public static final int BYTES = 8;

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Salt of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a salt has 8 bytes, not " + bytes.length);
    }
    return new Salt(bytes.clone());
  }

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
