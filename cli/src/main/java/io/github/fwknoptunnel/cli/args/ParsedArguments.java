package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options and operands of a command. Immutable. */
public final class ParsedArguments {
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
  public String writtenAs(Setting<?> option) {
    return given.alias(option.name()).orElse(option.toString());
  }

  /** Where an option was given, in the words of a report. */
  public String origin(Setting<?> option) {
    String name = writtenAs(option);
    String file = all(option).getLast().place();
    String place = file.isEmpty() ? "command line" : file;
    return (name.startsWith("-") ? place : "variable") + " " + name;
  }

  /** Each time that an option was given. */
  public List<GivenOption> all(Setting<?> option) {
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

  public boolean has(Setting<?> option) {
    return !given.of(option).isEmpty();
  }

  /** The first of {@code options} that was given. */
  public Optional<Setting<?>> firstOf(Collection<Setting<?>> options) {
    return options.stream().filter(this::has).findFirst();
  }

  /** Refuses each of {@code options} together with one that it excludes. */
  public void refuseExcluded(Collection<Setting<?>> options) throws CliException {
    for (Setting<?> option : options) {
      Optional<CliError> conflict = MutuallyExclusive.conflict(option, this::has);
      if (conflict.isPresent()) {
        throw new CliException(conflict.get());
      }
    }
  }

  /** That of {@code options} which was given last. */
  public Optional<Setting<?>> lastOf(Collection<Setting<?>> options) {
    return given.lastOf(options);
  }

  /** The value that was given, the last one if there are several. */
  public <T> Optional<T> value(Setting<T> setting) throws CliException {
    Optional<LocatedText> text = last(setting);
    return text.isPresent() ? Optional.of(setting.read(text.get())) : Optional.empty();
  }

  /** The value that was given, else the default. */
  public <T> T valueOrDefault(Setting<T> setting) throws CliException {
    Optional<T> given = value(setting);
    return given.isPresent() ? given.get() : setting.defaultValue();
  }

  /** All values of an option that may be repeated, in their order. */
  public <T> List<T> values(Setting<T> setting) throws CliException {
    List<T> values = new ArrayList<>();
    for (GivenOption each : all(setting)) {
      values.add(setting.read(each.located()));
    }
    return values;
  }

  /** The value as it was written, the last one if there are several; empty for a switch. */
  public Optional<String> text(Setting<?> setting) {
    return last(setting).map(LocatedText::text);
  }

  private Optional<LocatedText> last(Setting<?> setting) {
    List<GivenOption> all = all(setting);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().located());
  }

  /** The same line with further options behind it. */
  public ParsedArguments with(List<GivenOption> more) {
    return new ParsedArguments(line, words, environment, Options.join(given.all(), more));
  }
}
