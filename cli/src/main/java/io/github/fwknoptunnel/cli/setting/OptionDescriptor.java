package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.spa.process.ChildEnvironment;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting: its names on the command line, in the environment and in an rc file, and its default.
 * Parsing, help, completion, manual, {@code check} and {@code --save-rc-stanza} derive from it.
 *
 * @param names as users write them; the last is the canonical long one. A digit with a dash is
 *     short for the option with that value
 * @param common whether {@code --help} lists it; {@code --help-all} lists every option
 * @param elsewhere its name in an rc file and in a report
 */
public record OptionDescriptor(
    List<String> names,
    Section section,
    String text,
    Value value,
    boolean common,
    Elsewhere elsewhere) {
  /** The section of the help, in the order of the help. */
  public enum Section {
    COMMAND("Options"),
    TUNNEL("Tunnel"),
    PROXY("Proxy"),
    KNOCK("SPA packet"),
    KEYS("Keys and algorithms"),
    GPG("GPG"),
    BEHAVIOUR("Knocking"),
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
   * @param label absent for a switch
   * @param implicit the value of the option without one, absent if it needs one
   * @param builtIn the default, as a user would write it
   * @param repeatable whether each one counts, and not only the last
   */
  record Value(
      Optional<String> label,
      Optional<String> implicit,
      Optional<String> builtIn,
      boolean repeatable) {}

  /**
   * What it is called elsewhere.
   *
   * @param variable of the rc file that says the same
   */
  record Elsewhere(Optional<RcVariable<?>> variable, String title) {}

  /** An option with a value. */
  static OptionDescriptor valued(Section section, String names, String label, String help) {
    return of(section, names, Optional.of(label), help);
  }

  /** A switch. */
  static OptionDescriptor flag(Section section, String names, String help) {
    return of(section, names, Optional.empty(), help);
  }

  private static OptionDescriptor of(
      Section section, String names, Optional<String> label, String help) {
    return new OptionDescriptor(
        List.of(names.split(" ")),
        section,
        help,
        new Value(label, Optional.empty(), Optional.empty(), false),
        false,
        new Elsewhere(Optional.empty(), ""));
  }

  /** The same where the value may be left out; it must be attached then: {@code --wait=5}. */
  OptionDescriptor withImplicitValue(String implicit) {
    return with(new Value(label(), Optional.of(implicit), builtIn(), value.repeatable));
  }

  /** The same with a default, which the help shows. */
  OptionDescriptor withDefault(String builtIn) {
    return with(new Value(label(), implicitValue(), Optional.of(builtIn), value.repeatable));
  }

  OptionDescriptor repeatable() {
    return with(new Value(label(), implicitValue(), builtIn(), true));
  }

  /** The same as one of the options that most users need. */
  OptionDescriptor asCommon() {
    return new OptionDescriptor(names, section, text, value, true, elsewhere);
  }

  /** The same for a command where few users need it. */
  OptionDescriptor asUncommon() {
    return new OptionDescriptor(names, section, text, value, false, elsewhere);
  }

  private OptionDescriptor with(Value other) {
    return new OptionDescriptor(names, section, text, other, common, elsewhere);
  }

  /** The same where a variable of the rc file says it too. */
  public OptionDescriptor in(RcVariable<?> variable) {
    return new OptionDescriptor(
        names, section, text, value, common, new Elsewhere(Optional.of(variable), elsewhere.title));
  }

  /** The same with what {@code check} calls it. */
  OptionDescriptor titled(String title) {
    return new OptionDescriptor(
        names, section, text, value, common, new Elsewhere(elsewhere.variable, title));
  }

  /**
   * A record's own method is linked at its first call, which takes a fifth of the time of a knock.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof OptionDescriptor opt && names.equals(opt.names);
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
    return value.label;
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
    return elsewhere.variable;
  }

  /** What {@code check} calls it; empty if it is not shown by itself. */
  public String title() {
    return elsewhere.title;
  }

  public boolean isRepeatable() {
    return value.repeatable;
  }

  public boolean isFlag() {
    return label().isEmpty();
  }

  /** What users of the short form read in errors: the name they would most likely have written. */
  @Override
  public String toString() {
    return isFlag() ? names.getFirst() : namesWithValue().getFirst();
  }
}
