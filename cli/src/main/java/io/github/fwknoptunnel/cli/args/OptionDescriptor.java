package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.Optional;

/**
 * One option.
 *
 * @param names as users write them; the last is the canonical long one
 * @param label of its value, absent for a switch
 * @param implicitValue the value that it has without one, absent if it needs one
 */
public record OptionDescriptor(
    List<String> names,
    Optional<String> label,
    Optional<String> implicitValue,
    Section section,
    String help) {
  /** Where it stands in the help. */
  public enum Section {
    TUNNEL("Tunnel"),
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

  /** An option with a value. */
  static OptionDescriptor valued(Section section, String names, String label, String help) {
    return new OptionDescriptor(
        List.of(names.split(" ")), Optional.of(label), Optional.empty(), section, help);
  }

  /** A switch. */
  static OptionDescriptor flag(Section section, String names, String help) {
    return new OptionDescriptor(
        List.of(names.split(" ")), Optional.empty(), Optional.empty(), section, help);
  }

  /** The same where the value may be left out; it must be attached then: {@code --wait=5}. */
  OptionDescriptor withImplicitValue(String value) {
    return new OptionDescriptor(names, label, Optional.of(value), section, help);
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

  boolean isFlag() {
    return label.isEmpty();
  }

  /** What users of the short form read in errors: the name they would most likely have written. */
  @Override
  public String toString() {
    return names.getFirst();
  }
}
