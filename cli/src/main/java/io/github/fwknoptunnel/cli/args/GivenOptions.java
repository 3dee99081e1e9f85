package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a line, and what messages call them. Immutable. */
final class GivenOptions {
  /** An option's name in a sentence. */
  private static final Pattern OPTION = Pattern.compile("(?<=^| )-[\\w-]+");

  private final CommandDescriptor command;

  /** In the order of their strength, the weakest first. */
  private final List<GivenOption> all;

  /** By the option's name, the one given last at the end. */
  private final LinkedHashMap<String, List<GivenOption>> byName = new LinkedHashMap<>();

  GivenOptions(CommandDescriptor command, List<GivenOption> all) {
    this.command = command;
    this.all = List.copyOf(all);
    for (GivenOption each : all) {
      List<GivenOption> same = byName.getOrDefault(each.option().name(), new ArrayList<>());
      same.add(each);
      byName.putLast(each.option().name(), same);
    }
  }

  List<GivenOption> all() {
    return all;
  }

  /** Each time that it was given. */
  List<GivenOption> of(Setting<?> option) {
    return byName.getOrDefault(option.name(), List.of());
  }

  /** That of {@code options} which was given last. */
  Optional<Setting<?>> lastOf(Collection<Setting<?>> options) {
    return byName.sequencedKeySet().reversed().stream()
        .flatMap(name -> options.stream().filter(option -> option.name().equals(name)))
        .findFirst();
  }

  /** What the user wrote instead of an option, if that is something else. */
  Optional<String> alias(String name) {
    return command
        .option(name)
        .flatMap(option -> of(option).reversed().stream().findFirst())
        .flatMap(GivenOption::alias);
  }

  /** The problem with what the user wrote in the place of names, and with its place in a file. */
  CliError named(CliError problem) {
    CliError named =
        new CliError(
            problem.status(),
            named(problem.error()),
            problem.hint().map(this::named),
            problem.steps().stream().map(this::named).toList());
    String first = named.error().split("[ :]", 2)[0];
    return all.reversed().stream()
        .filter(each -> each.isCalled(first))
        .findFirst()
        .filter(each -> !each.place().isEmpty())
        .map(each -> named.at(each.place()))
        .orElse(named);
  }

  private String named(String text) {
    return OPTION
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(alias(found.group()).orElse(found.group())));
  }
}
