package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.check.ShownSetting;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.Setting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting and where it can be said.
 *
 * @param options of which at most one counts
 * @param variable of the rc file
 * @param builtIn the value that nobody has to say
 */
record SettingRow(
    String name, List<Opt> options, Optional<RcVariable<?>> variable, Optional<String> builtIn) {

  private static final Pattern LOGIN = Pattern.compile("(?<before>^|.*//)[^/]*@");

  static SettingRow row(String name, Opt option) {
    return new SettingRow(name, List.of(option), Optional.empty(), Optional.empty());
  }

  SettingRow or(RcVariable<?> variable) {
    return new SettingRow(name, options, Optional.of(variable), builtIn);
  }

  SettingRow standard(String value) {
    return new SettingRow(name, options, variable, Optional.of(value));
  }

  /** As a run would find it. */
  ShownSetting shown(Sources sources) {
    Arguments line = sources.line();
    Optional<Opt> given = line.firstOf(options);
    if (given.isPresent()) {
      return new ShownSetting(
          name, Optional.of(words(line, given.get())), origin(line, given.get()));
    }
    Optional<? extends Setting<?>> configured = variable.flatMap(sources.rc()::find);
    return configured
        .map(setting ->
            new ShownSetting(name, Optional.of(words(setting)), setting.where().toString()))
        .orElseGet(() -> new ShownSetting(name, builtIn, ShownSetting.BUILT_IN));
  }

  /** Where an option was given. */
  static String origin(Arguments line, Opt option) {
    String name = line.writtenAs(option);
    return (name.startsWith("-") ? ShownSetting.COMMAND_LINE : "variable") + " " + name;
  }

  /**
   * As it was written, but for times: those look alike wherever they come from. What is wrong with
   * a value is told by whoever reads it for the run.
   */
  private static String words(Arguments line, Opt option) {
    try {
      String text = line.text(option).orElse("yes");
      return switch (option.label().orElse("")) {
        case "SECONDS" -> text + " s";
        case "MILLISECONDS" -> text + " ms";
        case "TIME" -> line.time(option).map(OpenWords::time).orElse(text);
        case "URL", "HOST[:PORT]" -> withoutSecrets(text);
        default -> text;
      };
    } catch (ProblemException e) {
      return "?";
    }
  }

  private static String words(Setting<?> setting) {
    return switch (setting.value()) {
      case Duration time -> OpenWords.time(time);
      case Boolean truth -> truth ? "yes" : "no";
      case Collection<?> many ->
          many.stream().map(Object::toString).collect(Collectors.joining(","));
      case String text -> withoutSecrets(text);
      default -> setting.value().toString();
    };
  }

  /** A login and a query can hold a password or a token, and a report gets pasted. */
  private static String withoutSecrets(String text) {
    String shown = LOGIN.matcher(text).replaceFirst("${before}…@");
    int query = shown.indexOf('?');
    return shown.contains("/") && query >= 0 ? shown.substring(0, query) + "?…" : shown;
  }
}
