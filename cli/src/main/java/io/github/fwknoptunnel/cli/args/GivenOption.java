package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.Optional;

/**
 * An option with the value that it was given.
 *
 * @param value empty for a switch
 * @param alias what the user wrote instead of it: a variable, or an option that implies it
 * @param place file and line in an option file; empty elsewhere
 */
public record GivenOption(Setting<?> option, String value, Optional<String> alias, String place) {

  /** One that no user wrote. */
  public static GivenOption of(Setting<?> option, String value) {
    return new GivenOption(option, value, Optional.empty(), "");
  }

  /** What messages call it. */
  String shownName() {
    return alias.orElseGet(option::toString);
  }

  /**
   * Whether a message that names {@code word} means this one. Of options that are repeated it could
   * be any, so their readers report the place themselves.
   */
  boolean isCalled(String word) {
    return (option.names().contains(word) && !option.isRepeatable())
        || alias.filter(word::equals).isPresent();
  }

  /** An option that this one implies. */
  public GivenOption implying(Setting<?> other, String text) {
    return new GivenOption(other, text, Optional.of(shownName()), place);
  }

  /** The value as errors name it. */
  public LocatedText located() {
    return LocatedText.of(option, value);
  }

  /** A usage error about the value. */
  public CliException bad(String expected) {
    CliException bad = located().bad(expected);
    return place.isEmpty() ? bad : new CliException(bad.problem().at(place), bad);
  }

  /** Whether the text turns a switch on or off. Messages call it what the user called it. */
  static boolean isOn(String name, String text) throws CliException {
    return switch (text) {
      case "true", "TRUE", "True", "t", "T", "1" -> true;
      case "false", "FALSE", "False", "f", "F", "0" -> false;
      default ->
          throw new CliException(
              CliError.invalid(name, text, "write " + name + " or " + name + "=false"));
    };
  }

  @Override
  public String toString() {
    return option.isFlag() ? option.name() : option.name() + "=" + value;
  }
}
