package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.DurationParser;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.spa.rc.Located;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One setting of a run, with its origin. */
final class SettingRow {
  private static final Pattern LOGIN = Pattern.compile("(?<before>^|.*//)[^/]*@");

  private SettingRow() {}

  /** As a run would find it. */
  static EffectiveSetting of(ConfigSources sources, OptionDescriptor option) {
    return of(sources, option, option.builtIn().map(text -> shown(option, text)));
  }

  /**
   * The same with a default that depends on others.
   *
   * @param builtIn empty if there is none
   */
  static EffectiveSetting of(
      ConfigSources sources, OptionDescriptor option, Optional<String> builtIn) {
    ParsedArguments line = sources.line();
    if (line.has(option)) {
      return new EffectiveSetting(
          option.title(), Optional.of(words(line, option)), origin(line, option));
    }
    return sources
        .configured(option)
        .map(setting ->
            new EffectiveSetting(
                option.title(), Optional.of(words(setting)), setting.where().toString()))
        .orElseGet(() -> new EffectiveSetting(option.title(), builtIn, EffectiveSetting.BUILT_IN));
  }

  /** Where an option was given. */
  static String origin(ParsedArguments line, OptionDescriptor option) {
    String name = line.writtenAs(option);
    String file = line.all(option).getLast().place();
    String place = file.isEmpty() ? EffectiveSetting.COMMAND_LINE : file;
    return (name.startsWith("-") ? place : "variable") + " " + name;
  }

  private static String words(ParsedArguments line, OptionDescriptor option) {
    try {
      if (option.isRepeatable()) {
        return String.join(", ", line.texts(option));
      }
      return option.isFlag() ? "yes" : shown(option, line.text(option).orElse(""));
    } catch (CliException e) {
      return "?";
    }
  }

  /**
   * The value as written, except for times, which have one form. What is wrong with a value is
   * reported by its reader.
   */
  private static String shown(OptionDescriptor option, String text) {
    return switch (option.label().orElse("")) {
      case "SECONDS" -> text + " s";
      case "MILLISECONDS" -> text + " ms";
      case "TIME" -> DurationParser.parse(text).map(ConnectFailureMessages::time).orElse("?");
      case "URL", "HOST[:PORT]" -> withoutSecrets(text);
      default -> text;
    };
  }

  private static String words(Located<?> setting) {
    return switch (setting.value()) {
      case Duration time -> ConnectFailureMessages.time(time);
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
