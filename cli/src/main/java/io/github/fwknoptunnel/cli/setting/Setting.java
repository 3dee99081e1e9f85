package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.process.ChildEnvironment;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting: its names on the command line, in the environment and in an rc file, its type and its
 * default. Reading, parsing, help, completion, manual, {@code check} and {@code --save-rc-stanza}
 * derive from it.
 *
 * @param names as users write them; the last is the canonical long one. A digit with a dash is
 *     short for the option with that value
 * @param common whether {@code --help} lists it; {@code --help-all} lists every option
 * @param elsewhere its name in an rc file and in a report
 */
public record Setting<T>(
    List<String> names,
    Section section,
    String text,
    Value<T> value,
    boolean common,
    Elsewhere<T> elsewhere) {
  /** The section of the help, in the order of the help. */
  public enum Section {
    COMMAND("Options"),
    TUNNEL("Tunnel"),
    PROXY("Proxy"),
    SPA_PACKET("SPA packet"),
    KEYS("Keys and algorithms"),
    GPG("GPG"),
    KNOCKING("Knocking"),
    IGNORED("Ignored, for compatibility with fwknop"),
    GENERAL("General");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /**
   * What it takes.
   *
   * @param type absent for a switch
   * @param implicit the value of the option without one, absent if it needs one
   * @param builtIn the default, as a user would write it
   * @param repeatable whether each one counts, and not only the last
   */
  record Value<T>(
      Optional<ValueType<T>> type,
      Optional<String> implicit,
      Optional<String> builtIn,
      boolean repeatable) {}

  /**
   * What it is called elsewhere.
   *
   * @param variable of the rc file that says the same
   * @param textVariable the same where the rc file has text, which the type has to read
   */
  record Elsewhere<T>(
      Optional<RcVariable<T>> variable, Optional<RcVariable<String>> textVariable, String title) {}

  /** An option with a value. */
  static <T> Setting<T> valued(Section section, String names, ValueType<T> type, String help) {
    return of(section, names, Optional.of(type), help);
  }

  /** A switch. */
  static Setting<Boolean> flag(Section section, String names, String help) {
    return of(section, names, Optional.empty(), help);
  }

  private static <T> Setting<T> of(
      Section section, String names, Optional<ValueType<T>> type, String help) {
    return new Setting<>(
        List.of(names.split(" ")),
        section,
        help,
        new Value<>(type, Optional.empty(), Optional.empty(), false),
        false,
        new Elsewhere<>(Optional.empty(), Optional.empty(), ""));
  }

  /** The same where the value may be left out; it must be attached then: {@code --wait=5}. */
  Setting<T> withImplicitValue(String implicit) {
    return with(new Value<>(value.type, Optional.of(implicit), builtIn(), value.repeatable));
  }

  /** The same with a default, which the help shows. */
  Setting<T> withDefault(String builtIn) {
    return with(new Value<>(value.type, implicitValue(), Optional.of(builtIn), value.repeatable));
  }

  Setting<T> repeatable() {
    return with(new Value<>(value.type, implicitValue(), builtIn(), true));
  }

  private Setting<T> with(Value<T> other) {
    return new Setting<>(names, section, text, other, common, elsewhere);
  }

  /** The same as one of the options that most users need. */
  Setting<T> asCommon() {
    return new Setting<>(names, section, text, value, true, elsewhere);
  }

  /** The same for a command where few users need it. */
  Setting<T> asUncommon() {
    return new Setting<>(names, section, text, value, false, elsewhere);
  }

  /** The same where a variable of the rc file says it too. */
  public Setting<T> in(RcVariable<T> variable) {
    return with(new Elsewhere<>(Optional.of(variable), Optional.empty(), title()));
  }

  /** The same where the variable has text. */
  Setting<T> inText(RcVariable<String> variable) {
    return with(new Elsewhere<>(Optional.empty(), Optional.of(variable), title()));
  }

  /** The same with what {@code check} calls it. */
  Setting<T> titled(String title) {
    return with(new Elsewhere<>(elsewhere.variable, elsewhere.textVariable, title));
  }

  private Setting<T> with(Elsewhere<T> other) {
    return new Setting<>(names, section, text, value, common, other);
  }

  /**
   * The value that a text means.
   *
   * @throws CliException that says what would have been right
   */
  public T read(LocatedText written) throws CliException {
    if (written.text().isEmpty()) {
      throw written.bad("a non-empty value");
    }
    return value.type.orElseThrow().reader().read(written);
  }

  /** The default of a setting that has one. */
  public T defaultValue() {
    try {
      return read(LocatedText.of(this, value.builtIn.orElseThrow()));
    } catch (CliException e) {
      throw new AssertionError(e.problem().error(), e);
    }
  }

  /**
   * What the rc file says.
   *
   * @param rc stanza and {@code [default]}, merged
   */
  public Optional<T> configured(RcConfig rc) throws CliException {
    Optional<LocatedText> written = elsewhere.textVariable.flatMap(rc::find).map(LocatedText::of);
    return written.isPresent()
        ? Optional.of(read(written.get()))
        : elsewhere.variable.flatMap(rc::value);
  }

  /**
   * Settings are equal if their names are: a command has at most one setting of a name. Written out
   * because the first call of a record's own method takes a fifth of the time of a knock.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof Setting<?> setting && names.equals(setting.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** The name that the parser and error messages use. */
  public String name() {
    return names.getLast();
  }

  /** The variable of the environment that sets it. */
  public String environmentVariable() {
    return ChildEnvironment.OPTION_PREFIX
        + name().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The names that {@code --help} shows: the short one, if there is one, and one long one. */
  public List<String> commonNames() {
    return names.getFirst().length() == 2 ? List.of(names.getFirst(), name()) : names.subList(0, 1);
  }

  /** The value that a name implies: {@code -6} is short for {@code --family 6}. */
  public static Optional<String> impliedBy(String name) {
    return name.length() == 2 && Character.isDigit(name.charAt(1))
        ? Optional.of(name.substring(1))
        : Optional.empty();
  }

  /** The names behind which a value stands; none for a switch. */
  public List<String> namesWithValue() {
    return isFlag() ? List.of() : names.stream().filter(name -> impliedBy(name).isEmpty()).toList();
  }

  /** The description, with the default and whether it may be repeated. */
  public String help() {
    String end = builtIn().map(value -> " (default: " + value + ").").orElse(".");
    return text.substring(0, text.length() - 1) + end + (isRepeatable() ? " Repeatable." : "");
  }

  /** Of its value; absent for a switch. */
  public Optional<String> label() {
    return value.type.map(ValueType::label);
  }

  /** What a shell can offer for its value. */
  public ValueKind kind() {
    return value.type.map(ValueType::kind).orElse(new ValueKind.Anything());
  }

  /** The value that it has without one, absent if it needs one. */
  public Optional<String> implicitValue() {
    return value.implicit;
  }

  /** The default. */
  public Optional<String> builtIn() {
    return value.builtIn;
  }

  /** The variable of the rc file that says the same. */
  public Optional<RcVariable<?>> variable() {
    return Stream.of(elsewhere.variable, elsewhere.textVariable)
        .<RcVariable<?>>flatMap(Optional::stream)
        .findFirst();
  }

  /** What {@code check} calls it; empty if it is not shown by itself. */
  public String title() {
    return elsewhere.title;
  }

  public boolean isRepeatable() {
    return value.repeatable;
  }

  public boolean isFlag() {
    return value.type.isEmpty();
  }

  /** What users of the short form read in errors: the name they would most likely have written. */
  @Override
  public String toString() {
    return isFlag() ? names.getFirst() : namesWithValue().getFirst();
  }
}
