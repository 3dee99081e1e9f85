package io.github.fwknoptunnel.spa.rc;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads the values of {@code TIME_OFFSET}, {@code --time-offset-plus} and {@code
 * --time-offset-minus}.
 *
 * <p>Digits are collected up to the first {@code m}, {@code h} or {@code d}, which means minutes,
 * hours or days; without one they are seconds. Everything else is skipped: {@code 60sec} and {@code
 * 2days} mean what they say, {@code 1h30m} is one hour, {@code 5months} five minutes (PROTOCOL.md
 * section 9).
 */
public final class TimeOffset {
  private static final int MAX_DIGITS = 8;
  private static final int HIGHEST = 65536;

  private TimeOffset() {}

  /**
   * Reads an amount of time.
   *
   * @param text see the class description; a sign is skipped, as is every other character except
   *     digits and {@code m}, {@code h} and {@code d}
   * @return the amount; empty without digits or above 65536 of its unit
   */
  public static Optional<Duration> parse(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if ("mMhHdD".indexOf(c) >= 0) {
        return amount(digits).map(number -> inUnit(number, c));
      }
    }
    return amount(digits).map(Duration::ofSeconds);
  }

  /** Reads an amount that a leading {@code -} makes negative. */
  static Optional<Duration> parseSigned(String text) {
    return text.startsWith("-") ? parse(text.substring(1)).map(Duration::negated) : parse(text);
  }

  private static Optional<Integer> amount(CharSequence digits) {
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    int number = Integer.parseInt(digits.toString());
    return number > HIGHEST ? Optional.empty() : Optional.of(number);
  }

  private static Duration inUnit(int number, char unit) {
    return switch (unit) {
      case 'm', 'M' -> Duration.ofMinutes(number);
      case 'h', 'H' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
