package io.github.fwknoptunnel.cli.setting;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them: {@code 10}, {@code 10s}, {@code 500ms}, {@code 5min}, {@code 1h30m},
 * {@code 1d}.
 */
public final class DurationParser {
  /** Six digits are a century of hours: whatever counts in nanoseconds can still hold them. */
  private static final String PART = "([0-9]{1,6})(ms|sec|s|min|m|h)";

  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,6}|([0-9]{1,4}d)?(PART)*)".replace("PART", PART));
  private static final int MAX_LENGTH = 32;
  private static final Pattern EACH = Pattern.compile("(?<number>[0-9]{1,6})(?<unit>[a-z]*)");

  private DurationParser() {}

  /** Without a unit it is seconds; empty where the text is no time. */
  public static Optional<Duration> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = EACH.matcher(text);
    while (part.find()) {
      sum = sum.plus(time(Long.parseLong(part.group("number")), part.group("unit")));
    }
    return Optional.of(sum);
  }

  private static Duration time(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m", "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
