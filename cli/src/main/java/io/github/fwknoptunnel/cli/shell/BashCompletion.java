package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandModel;
import io.github.fwknoptunnel.cli.args.Models;
import io.github.fwknoptunnel.cli.args.Opt;
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
        .with("OPTION_CASES", Models.NAMED.stream().map(BashCompletion::optionsCase))
        .with("OPTIONS", Stream.of(names(Models.TUNNEL)))
        .with("VALUE_CASES", options().stream().map(BashCompletion::valuesCase))
        .with("COMMANDS", Stream.of(words(Models.NAMED.stream().map(CommandModel::name))))
        .text();
  }

  private static String optionsCase(CommandModel command) {
    return "    %s) echo '%s' ;;".formatted(command.name(), names(command));
  }

  private static String names(CommandModel command) {
    Stream<String> options = command.options().stream().map(Opt::names).flatMap(List::stream);
    return words(Stream.concat(ValueKind.operands(command).stream(), options));
  }

  private static String words(Stream<String> words) {
    return words.collect(Collectors.joining(" "));
  }

  /** An option means the same with every command that has it. */
  private static Set<Opt> options() {
    return Stream.concat(Stream.of(Models.TUNNEL), Models.NAMED.stream())
        .flatMap(command -> command.options().stream())
        .filter(option -> option.label().isPresent() && option.standard().isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String valuesCase(Opt option) {
    String offer =
        switch (ValueKind.of(option)) {
          case ValueKind.File() -> "compgen -f -- \"$2\"";
          case ValueKind.Directory() -> "compgen -d -- \"$2\"";
          case ValueKind.Host() -> "compgen -A hostname -- \"$2\"";
          case ValueKind.Program() -> "compgen -c -- \"$2\"";
          case ValueKind.Stanza() -> "_fwknop_tunnel_stanzas \"$2\"";
          case ValueKind.Words(List<String> words) ->
              "compgen -W '%s' -- \"$2\"".formatted(String.join(" ", words));
          case ValueKind.Anything() -> "";
        };
    return "    %s) %s ;;"
        .formatted(String.join(" | ", option.names()), offer.isEmpty() ? ":" : offer + "; true");
  }
}
