package io.github.fwknoptunnel.cli.args;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 10}, {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1h}. */
public final class TimeText {
  /** Six digits are a century of hours: whatever counts in nanoseconds can still hold them. */
  private static final Pattern TIME = Pattern.compile("(?<number>[0-9]{1,6})(?<unit>ms|s|m|h)?");

  private TimeText() {}

  /** Without a unit it is seconds; empty where the text is no time. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group("number"));
    String unit = Optional.ofNullable(matcher.group("unit")).orElse("s");
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofSeconds(number);
        });
  }
}
