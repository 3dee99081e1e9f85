package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
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
   * Reads a nonce.
   *
   * @param text exactly 16 decimal digits
   * @return the nonce
   * @throws MessageException if the text is anything else
   */
  public static Nonce parse(String text) throws MessageException {
    if (!SIXTEEN_DIGITS.matcher(text).matches()) {
      throw new MessageException(Reason.NOT_A_NONCE, text);
    }
    return new Nonce(text);
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
