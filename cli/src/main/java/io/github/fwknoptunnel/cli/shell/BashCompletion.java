package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.ValueKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Completion for bash 4 and later; the package bash-completion is not needed.
 *
 * <p>bash hands {@code --name=value} over as three words.
 */
final class BashCompletion {
  private BashCompletion() {}

  static String script() {
    return Template.read("completion.bash")
        .with("OPTION_CASES", Commands.NAMED.stream().map(BashCompletion::optionsCase))
        .with("OPTIONS", Stream.of(names(Commands.TUNNEL)))
        .with("VALUE_CASES", options().stream().map(BashCompletion::valuesCase))
        .with("COMMANDS", Stream.of(words(Commands.NAMED.stream().map(CommandDescriptor::name))))
        .text();
  }

  private static String optionsCase(CommandDescriptor command) {
    return "    %s) echo '%s' ;;".formatted(command.name(), names(command));
  }

  private static String names(CommandDescriptor command) {
    Stream<String> options = command.options().stream().map(Setting::names).flatMap(List::stream);
    return words(Stream.concat(command.operandChoices().stream(), options));
  }

  private static String words(Stream<String> words) {
    return words.collect(Collectors.joining(" "));
  }

  /** An option means the same with every command that has it. */
  private static Set<Setting<?>> options() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .flatMap(command -> command.options().stream())
        .filter(option -> option.label().isPresent() && option.implicitValue().isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String valuesCase(Setting<?> option) {
    String offer =
        switch (option.kind()) {
          case ValueKind.File() -> "compgen -f -- \"$2\"";
          case ValueKind.Directory() -> "compgen -d -- \"$2\"";
          case ValueKind.Host() -> "compgen -A hostname -- \"$2\"";
          case ValueKind.Program() -> "compgen -c -- \"$2\"";
          case ValueKind.Stanza() -> "_fwknop_tunnel_stanzas \"$2\"";
          case ValueKind.Words(List<String> words) ->
              "compgen -W '%s' -- \"$2\"".formatted(String.join(" ", words));
          case ValueKind.Url(), ValueKind.Anything() -> "";
        };
    return "    %s) %s ;;"
        .formatted(
            String.join(" | ", option.namesWithValue()), offer.isEmpty() ? ":" : offer + "; true");
  }
}
