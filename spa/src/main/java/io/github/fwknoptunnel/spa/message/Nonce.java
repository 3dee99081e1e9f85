package io.github.fwknoptunnel.spa.message;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number that makes every packet different, so that a server can refuse replays.
 *
 * @param digits exactly 16 decimal digits
 */
public record Nonce(String digits) {
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
    long number = random.nextLong(10_000_000_000_000_000L);
    // The root locale: others may have digits of their own, which no server reads.
    return new Nonce(String.format(Locale.ROOT, "%016d", number));
  }

  @Override
  public String toString() {
    return digits;
  }
}
