package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.ValueKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for zsh, in the form that its {@code _arguments} reads. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String script() {
    return Template.read("completion.zsh")
        .with("COMMANDS", Commands.NAMED.stream().map(ZshCompletion::described))
        .with("COMMAND_CASES", Commands.NAMED.stream().map(ZshCompletion::commandCase))
        .with("OPTIONS", specs(Commands.TUNNEL))
        .text();
  }

  private static String described(CommandDescriptor command) {
    return "    '%s:%s'".formatted(command.name(), plain(command.summary()));
  }

  private static String commandCase(CommandDescriptor command) {
    return Stream.of(
            Stream.of("    %s)".formatted(command.name())),
            Stream.of("      shift words; ((CURRENT--))", "      _arguments \\"),
            specs(command),
            Stream.of("        '*: :%s'".formatted(operands(command)), "      ;;"))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static String operands(CommandDescriptor command) {
    List<String> choices = command.operandChoices();
    if (!choices.isEmpty()) {
      return "(" + String.join(" ", choices) + ")";
    }
    return switch (command.name()) {
      case "exec" -> "_normal";
      case "connect" -> "_hosts";
      default -> "_files";
    };
  }

  private static Stream<String> specs(CommandDescriptor command) {
    return command.options().stream()
        .flatMap(option -> option.names().stream().map(name -> spec(option, name)))
        .map(spec -> "        '%s' \\".formatted(spec));
  }

  /** An option once given is offered again: of a repeated one the last counts. */
  private static String spec(Setting<?> option, String name) {
    String help = plain(option.help()).replace("[", "\\[").replace("]", "\\]");
    if (option.implicitValue().isPresent()) {
      return "*%s=-[%s]::%s:".formatted(name, help, plain(option.label().orElse("")));
    }
    return option.namesWithValue().contains(name)
        ? "*%s=[%s]:%s:%s".formatted(name, help, plain(option.label().get()), action(option))
        : "*%s[%s]".formatted(name, help);
  }

  private static String action(Setting<?> option) {
    return switch (option.kind()) {
      case ValueKind.File() -> "_files";
      case ValueKind.Directory() -> "_files -/";
      case ValueKind.Host() -> "_hosts";
      case ValueKind.Program() -> "_command_names -e";
      case ValueKind.Stanza() -> "_fwknop_tunnel_stanzas";
      case ValueKind.Words(List<String> words) -> "(" + String.join(" ", words) + ")";
      case ValueKind.Url(), ValueKind.Anything() -> " ";
    };
  }

  /** Colons part a spec, quotes end it. */
  private static String plain(String text) {
    return text.replace("'", "’").replace(":", "\\:");
  }
}
