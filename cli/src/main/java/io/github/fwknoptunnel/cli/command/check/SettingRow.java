package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.ValueKind;
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
  static EffectiveSetting of(ConfigSources sources, Setting<?> option) {
    return of(sources, option, option.builtIn().map(text -> shown(option, text)));
  }

  /**
   * The same with a default that depends on others.
   *
   * @param builtIn empty if there is none
   */
  static EffectiveSetting of(ConfigSources sources, Setting<?> option, Optional<String> builtIn) {
    ParsedArguments line = sources.line();
    if (line.has(option)) {
      return new EffectiveSetting(
          option.title(), Optional.of(words(line, option)), line.origin(option));
    }
    return sources
        .configured(option)
        .map(setting ->
            new EffectiveSetting(
                option.title(),
                Optional.of(words(option, setting.value())),
                setting.where().toString()))
        .orElseGet(() -> new EffectiveSetting(option.title(), builtIn, EffectiveSetting.BUILT_IN));
  }

  private static String words(ParsedArguments line, Setting<?> option) {
    if (option.isRepeatable()) {
      return line.all(option).stream().map(GivenOption::value).collect(Collectors.joining(", "));
    }
    return option.isFlag() ? "yes" : shown(option, line.text(option).orElse(""));
  }

  /**
   * The value as written, except for times, which have one form. What is wrong with a value is
   * reported by its reader.
   */
  private static String shown(Setting<?> option, String text) {
    try {
      return option.read(LocatedText.of(option, text)) instanceof Duration time
          ? exact(time)
          : withoutSecrets(option, text);
    } catch (CliException e) {
      return withoutSecrets(option, text);
    }
  }

  private static String words(Setting<?> option, Object value) {
    return switch (value) {
      case Duration time -> exact(time);
      case Boolean truth -> truth ? "yes" : "no";
      case Collection<?> many ->
          many.stream().map(Object::toString).collect(Collectors.joining(","));
      case String text -> withoutSecrets(option, text);
      default -> value.toString();
    };
  }

  /** In the largest unit that loses nothing. */
  private static String exact(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** A login and a query can hold a password or a token, and a report gets pasted. */
  private static String withoutSecrets(Setting<?> option, String text) {
    if (!(option.kind() instanceof ValueKind.Url)) {
      return text;
    }
    String shown = LOGIN.matcher(text).replaceFirst("${before}…@");
    int query = shown.indexOf('?');
    return shown.contains("/") && query >= 0 ? shown.substring(0, query) + "?…" : shown;
  }
}
