package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lays out the help with picocli; {@link CommandLineParser} parses with a smaller model. */
final class PicocliModel {
  private static final int COLUMNS = 80;
  private static final int LONG_OPTION_COLUMNS = 21;

  private PicocliModel() {}

  /** Some options by their common names; in sections only where there are commands too. */
  static CommandLine brief(CommandDescriptor command, List<Setting<?>> options) {
    CommandSpec spec = spec(command);
    if (command.isTunnel()) {
      addSections(spec, options, Setting::commonNames);
    } else {
      List<Setting<?>> sorted = new ArrayList<>(options);
      sorted.sort(Comparator.comparing(Setting::section));
      spec.addArgGroup(group("Options", 0, sorted, Setting::commonNames));
    }
    return new CommandLine(spec);
  }

  /** All options by all their names, in sections. */
  static CommandLine full(CommandDescriptor command) {
    CommandSpec spec = spec(command);
    addSections(spec, command.options(), Setting::names);
    return new CommandLine(spec);
  }

  private static CommandSpec spec(CommandDescriptor command) {
    CommandSpec spec = CommandSpec.create().name(command.fullName());
    spec.usageMessage()
        .description(command.summary())
        .width(COLUMNS)
        .longOptionsMaxWidth(LONG_OPTION_COLUMNS)
        .customSynopsis(command.synopsis())
        .sortOptions(false);
    return spec;
  }

  private static void addSections(
      CommandSpec spec, List<Setting<?>> all, Function<Setting<?>, List<String>> names) {
    int order = 0;
    for (Setting.Section section : Setting.Section.values()) {
      List<Setting<?>> options =
          all.stream().filter(option -> option.section() == section).toList();
      if (!options.isEmpty()) {
        spec.addArgGroup(group(section.title(), order++, options, names));
      }
    }
  }

  private static ArgGroupSpec group(
      String title, int order, List<Setting<?>> options, Function<Setting<?>, List<String>> names) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%n" + title + ":%n")
            .exclusive(false)
            .multiplicity("0..1")
            .validate(false)
            .order(order);
    options.forEach(option -> group.addArg(option(option, names.apply(option))));
    return group.build();
  }

  private static OptionSpec option(Setting<?> option, List<String> names) {
    OptionSpec.Builder builder =
        OptionSpec.builder(names.toArray(String[]::new))
            .description(option.help().replace("%", "%%"));
    return option
        .label()
        .map(label ->
            builder
                .arity(option.implicitValue().isPresent() ? "0..1" : "1")
                .type(String.class)
                .paramLabel(label))
        .orElseGet(() -> builder.arity("0").type(boolean.class))
        .build();
  }
}
