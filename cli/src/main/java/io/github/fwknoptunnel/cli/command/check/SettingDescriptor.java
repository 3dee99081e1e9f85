package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.OptionDescriptor;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcVariable;
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
record SettingDescriptor(
    String name,
    List<OptionDescriptor> options,
    Optional<RcVariable<?>> variable,
    Optional<String> builtIn) {

  private static final Pattern LOGIN = Pattern.compile("(?<before>^|.*//)[^/]*@");

  static SettingDescriptor row(String name, OptionDescriptor option) {
    return new SettingDescriptor(name, List.of(option), Optional.empty(), Optional.empty());
  }

  SettingDescriptor or(RcVariable<?> variable) {
    return new SettingDescriptor(name, options, Optional.of(variable), builtIn);
  }

  SettingDescriptor standard(String value) {
    return new SettingDescriptor(name, options, variable, Optional.of(value));
  }

  /** As a run would find it. */
  EffectiveSetting shown(ConfigSources sources) {
    ParsedArguments line = sources.line();
    Optional<OptionDescriptor> given = line.firstOf(options);
    if (given.isPresent()) {
      return new EffectiveSetting(
          name, Optional.of(words(line, given.get())), origin(line, given.get()));
    }
    Optional<? extends Located<?>> configured = variable.flatMap(sources.rc()::find);
    return configured
        .map(setting ->
            new EffectiveSetting(name, Optional.of(words(setting)), setting.where().toString()))
        .orElseGet(() -> new EffectiveSetting(name, builtIn, EffectiveSetting.BUILT_IN));
  }

  /** Where an option was given. */
  static String origin(ParsedArguments line, OptionDescriptor option) {
    String name = line.writtenAs(option);
    return (name.startsWith("-") ? EffectiveSetting.COMMAND_LINE : "variable") + " " + name;
  }

  /**
   * As it was written, but for times: those look alike wherever they come from. What is wrong with
   * a value is told by whoever reads it for the run.
   */
  private static String words(ParsedArguments line, OptionDescriptor option) {
    try {
      String text = line.text(option).orElse("yes");
      return switch (option.label().orElse("")) {
        case "SECONDS" -> text + " s";
        case "MILLISECONDS" -> text + " ms";
        case "TIME" -> line.time(option).map(ConnectFailureMessages::time).orElse(text);
        case "URL", "HOST[:PORT]" -> withoutSecrets(text);
        default -> text;
      };
    } catch (CliException e) {
      return "?";
    }
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
