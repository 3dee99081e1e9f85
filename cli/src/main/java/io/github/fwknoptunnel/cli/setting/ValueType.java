package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.net.Ports;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The type of a setting's value. Immutable.
 *
 * @param label what the help calls the value
 * @param reader turns text into the value
 * @param kind what a shell can offer
 */
public record ValueType<T>(String label, Reader<T> reader, ValueKind kind) {
  private static final ValueKind ANYTHING = new ValueKind.Anything();
  private static final int MAX_DESCRIPTOR = 65535;

  /** Turns text into a value. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * The value.
     *
     * @param text not empty
     * @throws CliException that says what would have been right
     */
    T read(LocatedText text) throws CliException;
  }

  static final ValueType<String> HOST = text("HOST", new ValueKind.Host());
  static final ValueType<String> COMMAND = text("COMMAND", new ValueKind.Program());
  static final ValueType<Path> FILE = file("FILE", new ValueKind.File());
  static final ValueType<Integer> PORT = number("PORT", 1, Ports.MAX);

  /** Zero is for any. */
  static final ValueType<Integer> ANY_PORT = number("PORT", 0, Ports.MAX);

  /** Such as {@code 10}, {@code 10s}, {@code 500ms} or {@code 2m}. */
  static final ValueType<Duration> DURATION = of("TIME", ValueType::duration);

  /** The same above zero. */
  static final ValueType<Duration> POSITIVE_DURATION = of("TIME", ValueType::positiveDuration);

  /** An inherited file descriptor with keys. */
  static final ValueType<Integer> DESCRIPTOR = of("N", ValueType::descriptor);

  static <T> ValueType<T> of(String label, Reader<T> reader) {
    return new ValueType<>(label, reader, ANYTHING);
  }

  static ValueType<String> text(String label) {
    return text(label, ANYTHING);
  }

  static ValueType<String> text(String label, ValueKind kind) {
    return new ValueType<>(label, LocatedText::text, kind);
  }

  static ValueType<Path> file(String label, ValueKind kind) {
    return new ValueType<>(label, ValueType::path, kind);
  }

  /** A whole number from {@code lowest} to {@code highest}. */
  static ValueType<Integer> number(String label, int lowest, int highest) {
    return of(label, text -> number(text, lowest, highest));
  }

  static ValueType<Duration> milliseconds(int highest) {
    return of("MILLISECONDS", text -> Duration.ofMillis(number(text, 0, highest)));
  }

  /** Whole seconds, without a unit. */
  static ValueType<Duration> seconds(int highest) {
    return of("SECONDS", text -> seconds(text, highest));
  }

  static ValueType<String> word(String... words) {
    List<String> all = List.of(words);
    return oneOf(String.join("|", all), text -> Optional.of(text).filter(all::contains), all);
  }

  /** The name of a constant, in lower case. */
  static <E extends Enum<E>> ValueType<E> word(E[] values) {
    List<String> words =
        Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    return oneOf(
        String.join("|", words),
        text -> Optional.of(words.indexOf(text)).filter(at -> at >= 0).map(at -> values[at]),
        words);
  }

  /** One of a few words; {@code all} is for completion and for the error. */
  static <T> ValueType<T> oneOf(
      String label, Function<String, Optional<T>> lookup, Collection<?> all) {
    List<String> words = all.stream().map(Object::toString).toList();
    return new ValueType<>(
        label,
        text ->
            lookup
                .apply(text.text())
                .orElseThrow(() -> text.bad("one of " + String.join(", ", words))),
        new ValueKind.Words(words));
  }

  private static int number(LocatedText text, int lowest, int highest) throws CliException {
    boolean digits = text.text().matches("[0-9]{1,9}");
    int number = digits ? Integer.parseInt(text.text()) : -1;
    if (number < lowest || number > highest) {
      throw text.bad("a number from " + lowest + " to " + highest);
    }
    return number;
  }

  private static Duration seconds(LocatedText text, int highest) throws CliException {
    String expected = "seconds from 0 to " + highest;
    if (text.text().matches("[0-9]{1,5}s")) {
      throw text.bad(expected + ", without a unit: " + text.text().replace("s", ""));
    }
    try {
      return Duration.ofSeconds(number(text, 0, highest));
    } catch (CliException e) {
      throw text.bad(expected);
    }
  }

  private static Duration duration(LocatedText text) throws CliException {
    return DurationParser.parse(text.text())
        .orElseThrow(() -> text.bad("a time such as 10s, 500ms, 2m or 1h30m"));
  }

  static Duration positiveDuration(LocatedText text) throws CliException {
    Duration duration = duration(text);
    if (duration.isZero()) {
      throw text.bad("a time above 0");
    }
    return duration;
  }

  private static int descriptor(LocatedText text) throws CliException {
    int number = number(text, 0, MAX_DESCRIPTOR);
    if (number == 1 || number == 2) {
      // A pipe there could even be opened, and nothing would ever come.
      throw text.bad("0 for stdin, or a number above 2");
    }
    return number;
  }

  private static Path path(LocatedText text) throws CliException {
    try {
      Path path = Path.of(text.text());
      if (ShellWord.isUnexpanded(path)) {
        throw text.invalidWithHint(
            "write the full path: the shell expands '~' only at the start of a word");
      }
      return path;
    } catch (InvalidPathException e) {
      throw text.unrepresentable();
    }
  }
}
