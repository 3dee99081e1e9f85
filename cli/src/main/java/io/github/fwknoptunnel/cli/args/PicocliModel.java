package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Our commands as picocli lays out their help, with all their options; {@link CommandLineParser}
 * parses with a smaller model.
 */
final class PicocliModel {
  private PicocliModel() {}

  static CommandLine of(CommandDescriptor model) {
    CommandSpec spec = CommandSpec.create().name(model.fullName());
    spec.usageMessage().description(model.summary()).width(80).abbreviateSynopsis(true);
    int order = 0;
    for (OptionDescriptor.Section section : OptionDescriptor.Section.values()) {
      List<OptionDescriptor> options =
          model.options().stream().filter(option -> option.section() == section).toList();
      if (!options.isEmpty()) {
        spec.addArgGroup(group(section.title(), order++, options));
      }
    }
    model
        .operand()
        .ifPresent(label ->
            spec.addPositional(
                PositionalParamSpec.builder()
                    .arity("0..1")
                    .paramLabel(label)
                    .hideParamSyntax(true)
                    .build()));
    return new CommandLine(spec);
  }

  private static ArgGroupSpec group(String title, int order, List<OptionDescriptor> options) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%n" + title + ":%n")
            .exclusive(false)
            .multiplicity("0..1")
            .validate(false)
            .order(order);
    List<OptionSpec> specs = new ArrayList<>();
    options.forEach(option -> specs.add(option(option)));
    specs.forEach(group::addArg);
    return group.build();
  }

  private static OptionSpec option(OptionDescriptor option) {
    String[] names = option.names().toArray(String[]::new);
    OptionSpec.Builder builder =
        OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
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
