package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.spa.process.ChildEnvironment;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting: how it is written on the command line, in the environment and in an rc file, and
 * what it is without any of them. Parsing, help, completion, manual, {@code check} and {@code
 * --save-rc-stanza} derive from it.
 *
 * @param names as users write them; the last is the canonical long one
 * @param elsewhere how an rc file and a report call it
 */
public record OptionDescriptor(
    List<String> names, Section section, String text, Value value, Elsewhere elsewhere) {
  /** Where it stands in the help. */
  public enum Section {
    TUNNEL("Tunnel"),
    PROXY("Proxy"),
    KNOCK("What to ask the server for"),
    KEYS("Keys and algorithms"),
    GPG("GPG keys"),
    BEHAVIOUR("When and how to knock"),
    COMMAND("Options"),
    IGNORED("Accepted, so that command lines carry over, and ignored"),
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
   * @param implicit that it has when it is named without one, absent if it needs one
   * @param builtIn that it has when nobody names it, as a user would write it
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
        new Elsewhere(Optional.empty(), ""));
  }

  /** The same where the value may be left out; it must be attached then: {@code --wait=5}. */
  OptionDescriptor withImplicitValue(String implicit) {
    return with(new Value(label(), Optional.of(implicit), builtIn(), value.repeatable));
  }

  /** The same with a value that nobody has to name; the help tells it. */
  OptionDescriptor withDefault(String builtIn) {
    return with(new Value(label(), implicitValue(), Optional.of(builtIn), value.repeatable));
  }

  OptionDescriptor repeatable() {
    return with(new Value(label(), implicitValue(), builtIn(), true));
  }

  private OptionDescriptor with(Value other) {
    return new OptionDescriptor(names, section, text, other, elsewhere);
  }

  /** The same where a variable of the rc file says it too. */
  public OptionDescriptor in(RcVariable<?> variable) {
    return new OptionDescriptor(
        names, section, text, value, new Elsewhere(Optional.of(variable), elsewhere.title));
  }

  /** The same with what {@code check} calls it. */
  OptionDescriptor titled(String title) {
    return new OptionDescriptor(
        names, section, text, value, new Elsewhere(elsewhere.variable, title));
  }

  /** A record's own would be linked at the first look for one, a fifth of the time of a knock. */
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

  /** The variable of the environment that stands for it. */
  public String environmentVariable() {
    return ChildEnvironment.OPTION_PREFIX
        + name().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** What it does, with its default. */
  public String help() {
    return builtIn()
        .map(value -> text.substring(0, text.length() - 1) + " (default: " + value + ").")
        .orElse(text);
  }

  /** Of its value; absent for a switch. */
  public Optional<String> label() {
    return value.label;
  }

  /** The value that it has without one, absent if it needs one. */
  public Optional<String> implicitValue() {
    return value.implicit;
  }

  /** The value that nobody has to name. */
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
    return names.getFirst();
  }
}
