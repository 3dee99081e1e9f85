package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.cli.setting.Options;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options and operands of a command. Every reader reports a usage error with the option, the
 * text and what would have been right. Immutable.
 */
public final class ParsedArguments {
  private static final int HIGHEST_PORT = 65535;

  private final CommandLineParser.ParsedLine line;

  /** What the line was read from. No record: it would show the environment. */
  private final List<String> words;

  private final Map<String, String> environment;

  private final GivenOptions given;

  private ParsedArguments(
      CommandLineParser.ParsedLine line,
      Collection<String> words,
      Map<String, String> environment,
      List<GivenOption> given) {
    this.line = line;
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.given = new GivenOptions(line.command(), given);
  }

  /** Reads a command line alone. */
  public static ParsedArguments parse(Collection<String> words) throws CliException {
    return parse(words, Map.of());
  }

  /**
   * Reads a command line.
   *
   * @param environment holds options too, weaker ones
   */
  public static ParsedArguments parse(Collection<String> words, Map<String, String> environment)
      throws CliException {
    CommandLineParser.ParsedLine line = CommandLineParser.read(words);
    NamedTunnel.check(line);
    List<GivenOption> given = new ArrayList<>(EnvironmentOptions.read(line, environment));
    given.addAll(line.options());
    return new ParsedArguments(line, words, environment, given);
  }

  /** The same command line with its option files read anew. */
  public ParsedArguments reparse() throws CliException {
    return parse(words, environment);
  }

  /** Another command line in the same environment. */
  public ParsedArguments another(Collection<String> other) throws CliException {
    return parse(other, environment);
  }

  /**
   * The problem with the name of the variable, or the place in a file, that an option came from.
   */
  public CliError nameVariables(CliError problem) {
    return given.named(problem);
  }

  /** What the user wrote for an option: itself, a variable, or an option that implies it. */
  public String writtenAs(OptionDescriptor option) {
    return given.alias(option.name()).orElse(option.toString());
  }

  /** Each time that an option was given. */
  public List<GivenOption> all(OptionDescriptor option) {
    return given.of(option);
  }

  /** The tunnels that option files name. */
  public List<NamedTunnel> tunnels() {
    return line.tunnels();
  }

  public CommandDescriptor command() {
    return line.command();
  }

  public List<String> operands() {
    return line.operands();
  }

  public boolean has(OptionDescriptor option) {
    return !given.of(option).isEmpty();
  }

  /** The first of {@code options} that was given. */
  public Optional<OptionDescriptor> firstOf(Collection<OptionDescriptor> options) {
    return options.stream().filter(this::has).findFirst();
  }

  /** Refuses each of {@code options} together with one that it excludes. */
  public void refuseExcluded(Collection<OptionDescriptor> options) throws CliException {
    for (OptionDescriptor option : options) {
      Optional<CliError> conflict = MutuallyExclusive.conflict(option, this::has);
      if (conflict.isPresent()) {
        throw new CliException(conflict.get());
      }
    }
  }

  /** That of {@code options} which was given last. */
  public Optional<OptionDescriptor> lastOf(Collection<OptionDescriptor> options) {
    return given.lastOf(options);
  }

  /** The text of a value, of the last one if there are several; an empty one is refused. */
  public Optional<String> text(OptionDescriptor option) throws CliException {
    List<GivenOption> all = all(option);
    if (!all.isEmpty() && all.getLast().value().isEmpty()) {
      throw bad(option, "", "a non-empty value");
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().value());
  }

  /** All texts of an option that may be repeated, in their order; an empty one is refused. */
  public List<String> texts(OptionDescriptor option) throws CliException {
    List<String> texts = all(option).stream().map(GivenOption::value).toList();
    if (texts.contains("")) {
      throw bad(option, "", "a non-empty value");
    }
    return texts;
  }

  /** The same line with further options behind it. */
  public ParsedArguments with(List<GivenOption> more) {
    return new ParsedArguments(line, words, environment, Options.join(given.all(), more));
  }

  /** Name of a file. */
  public Optional<Path> file(OptionDescriptor option) throws CliException {
    Optional<String> text = text(option);
    try {
      Optional<Path> path = text.map(Path::of);
      if (path.isPresent() && ShellWord.isUnexpanded(path.get())) {
        throw new CliException(
            CliError.invalid(
                option,
                text.get(),
                "write the full path: the shell expands '~' only at the start of a word"));
      }
      return path;
    } catch (InvalidPathException e) {
      throw unwritable(option, text.orElse(""));
    }
  }

  /**
   * A whole number.
   *
   * @param lowest and {@code highest} are allowed
   */
  public Optional<Integer> number(OptionDescriptor option, int lowest, int highest)
      throws CliException {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean digits = text.get().matches("[0-9]{1,9}");
    int number = digits ? Integer.parseInt(text.get()) : -1;
    if (number < lowest || number > highest) {
      throw bad(option, text.get(), "a number from " + lowest + " to " + highest);
    }
    return Optional.of(number);
  }

  /** A whole number of seconds, from 0 to {@code highest}. */
  public Optional<Integer> seconds(OptionDescriptor option, int highest) throws CliException {
    Optional<String> text = text(option);
    String unit = text.filter(given -> given.matches("[0-9]{1,5}s")).orElse("");
    if (!unit.isEmpty()) {
      String number = unit.substring(0, unit.length() - 1);
      throw bad(option, unit, "seconds from 0 to " + highest + ", without a unit: " + number);
    }
    try {
      return number(option, 0, highest);
    } catch (CliException e) {
      throw bad(option, text.orElse(""), "seconds from 0 to " + highest);
    }
  }

  public Optional<Integer> port(OptionDescriptor option) throws CliException {
    return number(option, 1, HIGHEST_PORT);
  }

  /** A time above zero. */
  public Optional<Duration> timeLimit(OptionDescriptor option) throws CliException {
    Optional<Duration> time = time(option);
    if (time.isPresent() && time.get().isZero()) {
      throw bad(option, text(option).orElse(""), "a time above 0");
    }
    return time;
  }

  /** A time such as {@code 10}, {@code 10s}, {@code 500ms} or {@code 2m}. */
  public Optional<Duration> time(OptionDescriptor option) throws CliException {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> time = DurationParser.parse(text.get());
    if (time.isEmpty()) {
      throw bad(option, text.get(), "a time such as 10s, 500ms, 2m or 1h30m");
    }
    return time;
  }

  /** A text, else the option's default. */
  public String textOrDefault(OptionDescriptor option) throws CliException {
    return text(option).or(option::builtIn).orElseThrow();
  }

  /** A number, else the option's default. */
  public int numberOrDefault(OptionDescriptor option, int lowest, int highest) throws CliException {
    return number(option, lowest, highest)
        .orElseGet(() -> Integer.parseInt(option.builtIn().orElseThrow()));
  }

  /** A time, else the option's default. */
  public Duration timeOrDefault(OptionDescriptor option) throws CliException {
    return time(option).or(() -> option.builtIn().flatMap(DurationParser::parse)).orElseThrow();
  }

  /** A time above zero, else the option's default. */
  public Duration timeLimitOrDefault(OptionDescriptor option) throws CliException {
    Optional<Duration> given = timeLimit(option);
    return given.isPresent() ? given.get() : timeOrDefault(option);
  }

  /** One of a few words. */
  public <T> Optional<T> choice(
      OptionDescriptor option,
      Function<String, Optional<T>> lookup,
      Collection<? extends Object> all)
      throws CliException {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> found = lookup.apply(text.get());
    if (found.isEmpty()) {
      throw bad(
          option,
          text.get(),
          "one of " + all.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
    return found;
  }

  /** One of an enum's constants, whose {@code toString} in lower case is the word. */
  public <E extends Enum<E>> Optional<E> choice(OptionDescriptor option, E[] values)
      throws CliException {
    List<String> words =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    return choice(
        option,
        text -> words.contains(text) ? Optional.of(values[words.indexOf(text)]) : Optional.empty(),
        words);
  }

  /** A usage error about a value that never arrived as it was written. */
  public static CliException unwritable(OptionDescriptor option, String text) {
    return new CliException(
        CliError.invalid(
            option,
            text,
            "the value contains characters this locale cannot represent; set LC_ALL=C.UTF-8"));
  }

  /** A usage error about a value. */
  public static CliException bad(OptionDescriptor option, String text, String expected) {
    return new CliException(CliError.invalid(ExitStatus.USAGE, option, text, expected));
  }
}
