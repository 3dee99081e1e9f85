package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.spa.process.ChildEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options from the environment: {@code FWKNOP_TUNNEL_OPT_REMOTE_HOST} sets {@code --remote-host}.
 * The command line is stronger, also where it names an option that excludes the variable's. An
 * empty variable counts as none, and so does one for another command.
 */
final class EnvironmentOptions {
  /** Such as FWKNOP_TUNNEL_OPT_PORT_22_TCP_ADDR. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          ChildEnvironment.OPTION_PREFIX + "(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_[0-9]+_.*)");

  private static final Set<Setting<?>> NO_VARIABLE =
      Set.of(Options.HELP, Options.HELP_ALL, Options.VERSION);

  private EnvironmentOptions() {}

  static List<GivenOption> read(CommandLineParser.ParsedLine line, Map<String, String> environment)
      throws CliException {
    List<GivenOption> given = new ArrayList<>();
    // Most environments have no such variable, so a start does not search for each option.
    // A request for help works with any environment.
    if (hasAny(environment) && line.named().stream().noneMatch(NO_VARIABLE::contains)) {
      refuseUnknown(environment);
      for (Setting<?> option : wanted(line, environment)) {
        given.addAll(given(option, environment.getOrDefault(option.environmentVariable(), "")));
      }
    }
    return given;
  }

  private static boolean hasAny(Map<String, String> environment) {
    return environment.keySet().stream()
        .anyMatch(name -> name.startsWith(ChildEnvironment.OPTION_PREFIX));
  }

  private static List<Setting<?>> wanted(
      CommandLineParser.ParsedLine line, Map<String, String> environment) {
    Map<Setting<?>, String> stronger = new HashMap<>();
    line.options().forEach(given -> stronger.put(given.option(), given.value()));
    return line.command().options().stream()
        .filter(option -> !NO_VARIABLE.contains(option))
        .filter(option -> !environment.getOrDefault(option.environmentVariable(), "").isEmpty())
        .filter(option -> !line.named().contains(option))
        .filter(option ->
            !MutuallyExclusive.yields(
                option, environment.getOrDefault(option.environmentVariable(), ""), stronger))
        .toList();
  }

  private static List<GivenOption> given(Setting<?> option, String value) throws CliException {
    if (option.isFlag()) {
      return GivenOption.isOn(option.environmentVariable(), value)
          ? List.of(given(option).apply(""))
          : List.of();
    }
    // A variable of an option that is repeated holds several.
    List<String> values =
        option.isRepeatable() ? List.of(value.strip().split("\\s+")) : List.of(value);
    return values.stream().map(given(option)).toList();
  }

  private static Function<String, GivenOption> given(Setting<?> option) {
    return value -> new GivenOption(option, value, Optional.of(option.environmentVariable()), "");
  }

  /** {@code FWKNOP_TUNNEL_OPT_L} is meant for {@code -L}. */
  static Optional<String> ofShortName(String variable) {
    String letter = "-" + variable.substring(ChildEnvironment.OPTION_PREFIX.length());
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .flatMap(command -> command.option(letter).stream())
        .map(Setting::environmentVariable)
        .findFirst();
  }

  /** A misspelt variable would be ignored silently. */
  private static void refuseUnknown(Map<String, String> environment) throws CliException {
    Set<String> known =
        Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
            .flatMap(command -> command.options().stream())
            .filter(option -> !NO_VARIABLE.contains(option))
            .map(Setting::environmentVariable)
            .collect(Collectors.toCollection(TreeSet::new));
    Optional<String> unknown =
        environment.keySet().stream()
            .filter(name -> name.startsWith(ChildEnvironment.OPTION_PREFIX))
            .filter(name -> !known.contains(name))
            .sorted()
            .findFirst();
    if (unknown.filter(name -> SERVICE_LINK.matcher(name).matches()).isPresent()) {
      throw CliException.usage(
          "unknown variable " + unknown.get(),
          "Kubernetes sets it for a service named fwknop-tunnel-opt: set enableServiceLinks:"
              + " false, or rename the service");
    }
    if (unknown.isPresent()) {
      throw new CliException(OptionSuggestions.explainVariable(unknown.get(), known));
    }
  }
}
