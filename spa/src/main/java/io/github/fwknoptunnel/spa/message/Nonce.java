package io.github.fwknoptunnel.spa.message;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number that makes every packet different, so that a server can refuse replays.
 *
 * @param digits exactly 16 decimal digits
 */
public record Nonce(String digits) {
  /** A one in front of them. */
  private static final long SIXTEEN_ZEROS = 10_000_000_000_000_000L;

  private static final Pattern SIXTEEN_DIGITS = Pattern.compile("[0-9]{16}");

  /** Checks the digits. */
  public Nonce {
    if (!SIXTEEN_DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("not 16 digits: " + digits);
    }
  }

  /**
   * {@return a new nonce of 16 uniformly distributed digits, leading zeros included}
   *
   * @param random a cryptographically strong source, except in tests
   */
  public static Nonce random(RandomGenerator random) {
    // With a digit in front, which keeps the zeros. No format: a program's first one takes 5 ms.
    long number = SIXTEEN_ZEROS + random.nextLong(SIXTEEN_ZEROS);
    return new Nonce(Long.toString(number).substring(1));
  }

  @Override
  public String toString() {
    return digits;
  }
}
